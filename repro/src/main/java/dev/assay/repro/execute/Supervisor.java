package dev.assay.repro.execute;

import dev.assay.core.Failure;
import dev.assay.repro.spool.Spool;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The process that is the parent of the command: it hands on what the command prints, notes it, and
 * notes how the command ended, also when this process is killed. It is a Python program; without
 * any Python the command is started alone, and its console is not recorded.
 */
final class Supervisor implements Running {
  /** What a shell gives for a command that is not there. */
  static final int NOT_FOUND = 127;

  private static final Path SYSTEM_PYTHON = Path.of("/usr/bin/python3");

  private final Process process;
  private final boolean isRecording;

  private Supervisor(Process process, boolean isRecording) {
    this.process = process;
    this.isRecording = isRecording;
  }

  static Supervisor start(
      Order order, Map<String, String> additions, Spool spool, HookFiles files) {
    Optional<Path> python = python(order.environment());
    List<String> command = new ArrayList<>();
    if (order.console() == Order.Console.ON_STANDARD_ERROR) {
      command.addAll(List.of("/bin/sh", "-c", "exec \"$@\" 1>&2", "sh"));
    }
    python.ifPresent(
        program -> {
          command.addAll(List.of(program.toString(), "-S", "-E", "-s", "-B"));
          command.add(files.supervisor().toString());
          command.addAll(List.of("--spool", spool.folder().toString(), "--"));
        });
    command.addAll(
        order.recording().isTraced() ? Tracing.traced(order.argv(), spool) : order.argv());
    ProcessBuilder builder = new ProcessBuilder(command).directory(order.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(order.environment());
    builder.environment().putAll(additions);
    try {
      return new Supervisor(connected(builder, order.console()).start(), python.isPresent());
    } catch (IOException e) {
      throw Failure.invalid(
          "the command '" + order.argv().getFirst() + "' cannot be started: " + e.getMessage());
    }
  }

  private static ProcessBuilder connected(ProcessBuilder builder, Order.Console console) {
    builder.inheritIO();
    if (console == Order.Console.HIDDEN) {
      builder
          .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD);
    }
    return builder;
  }

  @Override
  public boolean isRecording() {
    return isRecording;
  }

  @Override
  public boolean awaitEnd(long millis) throws InterruptedException {
    return process.waitFor(millis, TimeUnit.MILLISECONDS);
  }

  /** Waits for the end; gives the exit code. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public int exitCode() {
    return process.exitValue();
  }

  /** Passes a signal on, {@code INT} or another. */
  void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).inheritIO().start();
    } catch (IOException e) {
      process.destroy();
    }
  }

  /** The system's own interpreter starts fastest; wrappers of version tools are slow. */
  private static Optional<Path> python(Map<String, String> environment) {
    if (Files.isExecutable(SYSTEM_PYTHON)) {
      return Optional.of(SYSTEM_PYTHON);
    }
    return Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "python3"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
