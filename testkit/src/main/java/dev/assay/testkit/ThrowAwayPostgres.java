package dev.assay.testkit;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * A PostgreSQL server for tests, made from the system's packages in a temporary folder, listening
 * on the loopback interface, gone when closed. It keeps its promises (fsync is on). Thread-safe.
 */
public final class ThrowAwayPostgres implements AutoCloseable {
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
  private static final String ACCOUNT = "postgres";
  private static final int COMMAND_SECONDS_MAX = 60;
  private static final int PORT_TRIES_MAX = 5;

  private static final class Shared {
    private static final ThrowAwayPostgres SERVER = startShared();

    private static ThrowAwayPostgres startShared() {
      ThrowAwayPostgres server = start(Map.of());
      Runtime.getRuntime().addShutdownHook(new Thread(server::close));
      return server;
    }
  }

  private final Path binaries;
  private final Path folder;
  private final int port;
  private final String password;
  private final AtomicInteger databases = new AtomicInteger();

  private ThrowAwayPostgres(Path binaries, Path folder, int port, String password) {
    this.binaries = binaries;
    this.folder = folder;
    this.port = port;
    this.password = password;
  }

  /**
   * The server all tests of this virtual machine share; it ends with the machine. Where PostgreSQL
   * is not installed the calling test is skipped, but fails when the environment says {@code
   * CI=true}.
   */
  public static ThrowAwayPostgres shared() {
    assumeInstalled();
    return Shared.SERVER;
  }

  /** A server of its own with these settings besides; the caller closes it. */
  public static ThrowAwayPostgres start(Map<String, String> settings) {
    Path binaries = assumeInstalled();
    try {
      Path folder = Files.createTempDirectory("assay-postgres");
      String password = UUID.randomUUID().toString();
      initialise(binaries, folder, password);
      return started(binaries, folder, password, settings);
    } catch (IOException e) {
      throw new IllegalStateException("a throw-away PostgreSQL could not be started", e);
    }
  }

  /** The address of a new, empty database: {@code postgresql://user:password@host:port/name}. */
  public String newDatabase() {
    String name = "test_" + databases.incrementAndGet();
    run(
        folder,
        Map.of("PGPASSWORD", password),
        List.of(
            binaries.resolve("createdb").toString(),
            "--host=127.0.0.1",
            "--port=" + port,
            "--username=" + ACCOUNT,
            name));
    return address(name);
  }

  private String address(String database) {
    return "postgresql://%s:%s@127.0.0.1:%d/%s".formatted(ACCOUNT, password, port, database);
  }

  /** Ends the server at once, as a crash would, and starts it again on the same data and port. */
  public void crashAndRestart() {
    control("-m", "immediate", "stop");
    control("-o", options(port, Map.of()), "--log=" + folder.resolve("log"), "start");
  }

  @Override
  public void close() {
    control("-m", "immediate", "stop"); // nothing in it is kept
    deleteFolder(folder);
  }

  private void control(String... arguments) {
    run(folder, Map.of(), control(binaries, folder, arguments));
  }

  private static Path assumeInstalled() {
    Optional<Path> binaries = installed();
    if (binaries.isEmpty()) {
      String missing = "PostgreSQL is not installed: apt-get install postgresql";
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(missing);
      }
      System.err.println("SKIPPED: " + missing);
      Assumptions.abort(missing);
    }
    return binaries.orElseThrow();
  }

  private static Optional<Path> installed() {
    if (!Files.isDirectory(INSTALLED)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(INSTALLED)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new IllegalStateException("cannot look for PostgreSQL in " + INSTALLED, e);
    }
  }

  private static void initialise(Path binaries, Path folder, String password) throws IOException {
    Path secret = folder.resolve("secret");
    Files.writeString(secret, password);
    giveToAccount(folder);
    run(
        folder,
        Map.of(),
        asAccount(
            List.of(
                binaries.resolve("initdb").toString(),
                "--pgdata=" + folder.resolve("data"),
                "--username=" + ACCOUNT,
                "--pwfile=" + secret,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8")));
  }

  private static ThrowAwayPostgres started(
      Path binaries, Path folder, String password, Map<String, String> settings)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      try {
        List<String> start =
            control(
                binaries,
                folder,
                "-o",
                options(port, settings),
                "--log=" + folder.resolve("log"),
                "start");
        run(folder, Map.of(), start);
        return new ThrowAwayPostgres(binaries, folder, port, password);
      } catch (IllegalStateException e) {
        if (attempt == PORT_TRIES_MAX) {
          throw e; // not another process that was faster to take the port
        }
      }
    }
  }

  private static String options(int port, Map<String, String> settings) {
    StringBuilder options =
        new StringBuilder("-c listen_addresses=127.0.0.1 -c unix_socket_directories='' -p " + port);
    settings.forEach((name, value) -> options.append(" -c " + name + "=" + value));
    return options.toString();
  }

  private static List<String> control(Path binaries, Path folder, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                binaries.resolve("pg_ctl").toString(), "--pgdata=" + folder.resolve("data"), "-w"));
    command.addAll(List.of(arguments));
    return asAccount(command);
  }

  /** PostgreSQL refuses to run as root. */
  private static List<String> asAccount(List<String> command) {
    if (!isRoot()) {
      return command;
    }
    List<String> other = new ArrayList<>(List.of("setpriv", "--reuid=" + ACCOUNT));
    other.addAll(List.of("--regid=" + ACCOUNT, "--clear-groups", "--"));
    other.addAll(command);
    return other;
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void giveToAccount(Path folder) {
    if (isRoot()) {
      run(folder, Map.of(), List.of("chown", "-R", ACCOUNT, folder.toString()));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void run(Path folder, Map<String, String> environment, List<String> command) {
    try {
      File output = Files.createTempFile("assay-postgres", ".out").toFile();
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(output);
      builder.environment().putAll(environment);
      Process process = builder.start();
      boolean ended = process.waitFor(COMMAND_SECONDS_MAX, TimeUnit.SECONDS);
      String said = Files.readString(output.toPath());
      Files.delete(output.toPath());
      if (!ended || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IllegalStateException("failed: " + String.join(" ", command) + "\n" + said);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command.getFirst(), e);
    }
  }

  private static void deleteFolder(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new IllegalStateException("cannot remove " + folder, e);
    }
  }
}
