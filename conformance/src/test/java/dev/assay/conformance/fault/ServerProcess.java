package dev.assay.conformance.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server as it is shipped, as a child process on one data folder, started and killed as often
 * as a test likes. For one thread.
 */
final class ServerProcess implements AutoCloseable {
  private static final Pattern READY = Pattern.compile("Assay is ready at (http://\\S+)");
  private static final Duration START_MAX = Duration.ofSeconds(60);
  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final int POLL_MILLIS = 5;

  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private @Nullable Process process;
  private Duration startUp = Duration.ZERO;
  private int starts;

  /**
   * @param folder an empty folder, for the data and what the server prints
   */
  ServerProcess(Path folder) {
    this.folder = folder;
  }

  /** Sets a variable of the processes started from now on. */
  void environment(String name, String value) {
    environment.put(name, value);
  }

  /** Where the server keeps its data. */
  Path data() {
    return folder.resolve("data");
  }

  /** Starts the server and waits for the line that says it is ready. */
  URI start() throws IOException, InterruptedException {
    long start = System.nanoTime();
    launch();
    while (System.nanoTime() - start < START_MAX.toNanos()) {
      String printed = Files.readString(out());
      Matcher ready = READY.matcher(printed);
      if (ready.find()) {
        startUp = Duration.ofNanos(System.nanoTime() - start);
        return URI.create(ready.group(1));
      }
      if (!running().isAlive()) {
        throw new AssertionError("the server ended while starting:\n" + printed + errors());
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new AssertionError("the server was not ready after " + START_MAX + ":\n" + errors());
  }

  /** Starts the server without waiting for it. */
  void launch() throws IOException {
    starts++;
    var builder = new ProcessBuilder(command());
    builder.environment().putAll(environment);
    builder.redirectOutput(out().toFile());
    builder.redirectError(folder.resolve("errors-" + starts + ".log").toFile());
    process = builder.start();
  }

  /** How long the last start took, until the server said that it is ready. */
  Duration startUp() {
    return startUp;
  }

  /** Ends the server as a power cut would end it, as far as a process can tell. */
  void kill() throws InterruptedException {
    running().destroyForcibly().waitFor();
  }

  /** Asks the server to end, and waits. */
  void stop() throws InterruptedException {
    running().destroy();
    if (!running().waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      kill();
      throw new AssertionError("the server did not end within " + STOP_MAX);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  private List<String> command() {
    var command = new ArrayList<String>();
    command.add(root().resolve("assay").toString());
    command.addAll(List.of("serve", "--host", "127.0.0.1", "--port", "0"));
    command.addAll(List.of("--data", data().toString()));
    return command;
  }

  /** The checkout: the folder above this one that holds the launcher. */
  private static Path root() {
    Path here = Path.of("").toAbsolutePath();
    for (Path folder = here; folder != null; folder = folder.getParent()) {
      if (Files.isExecutable(folder.resolve("assay"))) {
        return folder;
      }
    }
    throw new IllegalStateException("no launcher named assay above " + here);
  }

  private Path out() {
    return folder.resolve("out-" + starts + ".log");
  }

  private String errors() {
    try {
      byte[] errors = Files.readAllBytes(folder.resolve("errors-" + starts + ".log"));
      return new String(errors, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process running() {
    if (process == null) {
      throw new IllegalStateException("the server was never started");
    }
    return process;
  }
}
