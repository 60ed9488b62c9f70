package dev.assay.bench.peer;

import dev.assay.bench.load.MlflowCalls;
import dev.assay.bench.load.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server's processes, from start to end. While another server is measured this one can be frozen,
 * so that its background work takes nothing away.
 */
public final class RunningServer implements AutoCloseable {
  private static final Duration START_MAX = Duration.ofMinutes(3);
  private static final Duration STOP_MAX = Duration.ofSeconds(20);
  private static final int POLL_MILLIS = 2;

  private final Peer peer;
  private final Path data;
  private final Process process;
  private final int port;
  private final Duration startUp;

  private RunningServer(Peer peer, Path data, Process process, int port, Duration startUp) {
    this.peer = peer;
    this.data = data;
    this.process = process;
    this.port = port;
    this.startUp = startUp;
  }

  /** Starts a server and waits until it answers an API call. */
  public static RunningServer start(Peer peer, Path data) throws IOException, InterruptedException {
    Files.createDirectories(data);
    int port = freePort();
    var builder = new ProcessBuilder(peer.commandLine().of(port, data));
    builder.environment().putAll(peer.environment());
    builder.directory(data.toFile());
    builder.redirectErrorStream(true);
    Path log = data.resolveSibling(data.getFileName() + ".log");
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    long start = System.nanoTime();
    Process process = builder.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> endQuietly(process)));
    try {
      awaitReady(process, port, start, log);
    } catch (IOException | InterruptedException | RuntimeException e) {
      end(process);
      throw e;
    }
    return new RunningServer(
        peer, data, process, port, Duration.ofNanos(System.nanoTime() - start));
  }

  /** Which server it is. */
  public Peer peer() {
    return peer;
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  /** Where it keeps its data. */
  public Path data() {
    return data;
  }

  /** How long it took from its start to its first answer. */
  public Duration startUp() {
    return startUp;
  }

  /** Memory of all its processes, each shared page counted once. */
  public long residentBytes() throws IOException {
    long kib = 0;
    for (long pid : processes()) {
      kib += proportionalKib(pid);
    }
    return kib * 1024;
  }

  /** Processor time that its living processes used so far. */
  public Duration processorTime() {
    try (Stream<ProcessHandle> children = process.descendants()) {
      return Stream.concat(Stream.of(process.toHandle()), children)
          .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
          .reduce(Duration.ZERO, Duration::plus);
    }
  }

  /** Stops all its processes where they stand. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** Lets its processes go on. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  @Override
  public void close() {
    try {
      thaw();
      end(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int freePort() throws IOException {
    try (var probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  private static void awaitReady(Process process, int port, long start, Path log)
      throws IOException, InterruptedException {
    while (System.nanoTime() - start < START_MAX.toNanos()) {
      if (!process.isAlive()) {
        throw new IOException("the server ended while starting; see " + log);
      }
      if (answers(port)) {
        return;
      }
      Thread.sleep(POLL_MILLIS);
    }
    throw new IOException("the server was not ready after " + START_MAX + "; see " + log);
  }

  private static boolean answers(int port) {
    try (Wire wire = Wire.connect(port)) {
      return wire.send(MlflowCalls.ready()).status() == 200;
    } catch (IOException | UncheckedIOException e) {
      return false; // not listening yet, which is what is being waited for
    }
  }

  private List<Long> processes() {
    try (Stream<ProcessHandle> children = process.descendants()) {
      var pids = new ArrayList<>(children.map(ProcessHandle::pid).toList());
      pids.add(process.pid());
      return pids;
    }
  }

  private static long proportionalKib(long pid) throws IOException {
    Path file = Path.of("/proc/" + pid + "/smaps_rollup");
    if (!Files.exists(file)) {
      return 0; // it has just ended
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("Pss:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .sum();
  }

  private void signal(String name) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of("kill", "-" + name));
    processes().forEach(pid -> command.add(Long.toString(pid)));
    new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }

  /** What an interrupted comparison does for the servers it started. */
  private static void endQuietly(Process process) {
    try {
      end(process);
    } catch (InterruptedException e) {
      process.destroyForcibly();
    }
  }

  private static void end(Process process) throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      process.destroyForcibly();
      process.waitFor();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
