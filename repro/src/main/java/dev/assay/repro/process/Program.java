package dev.assay.repro.process;

import dev.assay.core.Failure;
import dev.assay.repro.files.FileNames;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Another program of the machine, asked something: arguments as a list, no shell, no input, an end
 * after a while. Immutable.
 */
public final class Program {
  private static final Duration WAIT_MAX = Duration.ofMinutes(2);
  private static final int OUTPUT_BYTES_MAX = 512 * 1024 * 1024;
  private static final int ERROR_BYTES_MAX = 64 * 1024;

  private final List<String> command;
  private final Path folder;
  private final Map<String, Optional<String>> variables;
  private final Duration waitMax;

  private Program(
      List<String> command,
      Path folder,
      Map<String, Optional<String>> variables,
      Duration waitMax) {
    this.command = List.copyOf(command);
    this.folder = folder;
    this.variables = Map.copyOf(variables);
    this.waitMax = waitMax;
  }

  public static Program of(Path folder, List<String> command) {
    return new Program(command, folder, Map.of(), WAIT_MAX);
  }

  /** Runs it with this variable, or without it. */
  public Program with(String name, Optional<String> value) {
    Map<String, Optional<String>> all = new HashMap<>(variables);
    all.put(name, value);
    return new Program(command, folder, all, waitMax);
  }

  public Program waiting(Duration max) {
    return new Program(command, folder, variables, max);
  }

  /** Runs it in a folder and waits. */
  public static Answer ask(Path folder, String... command) {
    return of(folder, List.of(command)).ask();
  }

  /**
   * What it said.
   *
   * @param exitCode -1 when it could not be started or did not end in time
   * @param output its standard output
   * @param error the start of what it wrote to standard error
   */
  @SuppressWarnings("ArrayRecordComponent") // bytes as they came; never compared
  public record Answer(int exitCode, byte[] output, String error) {
    public boolean isDone() {
      return exitCode == 0;
    }

    public String text() {
      return new String(output, StandardCharsets.UTF_8).strip();
    }

    /** The parts of an output whose records end in NUL, as names of files. */
    public List<String> parts() {
      List<String> parts = new ArrayList<>();
      int start = 0;
      for (int at = 0; at < output.length; at++) {
        if (output[at] == 0) {
          parts.add(FileNames.text(java.util.Arrays.copyOfRange(output, start, at)));
          start = at + 1;
        }
      }
      return parts;
    }
  }

  /** Runs it and waits for its end. */
  public Answer ask() {
    Process process;
    try {
      process = builder().start();
    } catch (IOException e) {
      return new Answer(-1, new byte[0], "'" + command.getFirst() + "' cannot be started");
    }
    try (InputStream output = process.getInputStream()) {
      CompletableFuture<String> error =
          CompletableFuture.supplyAsync(() -> errorOf(process), Thread::startVirtualThread);
      CompletableFuture<Void> end =
          CompletableFuture.runAsync(() -> endInTime(process), Thread::startVirtualThread);
      byte[] said = output.readNBytes(OUTPUT_BYTES_MAX);
      end.join();
      return new Answer(process.isAlive() ? -1 : process.exitValue(), said, error.join());
    } catch (IOException e) {
      return new Answer(-1, new byte[0], "'" + command.getFirst() + "' broke off");
    } finally {
      process.destroyForcibly();
    }
  }

  private ProcessBuilder builder() {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    variables.forEach(
        (name, value) ->
            value.ifPresentOrElse(
                text -> builder.environment().put(name, text),
                () -> builder.environment().remove(name)));
    return builder;
  }

  private void endInTime(Process process) {
    try {
      if (!process.waitFor(waitMax.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable("interrupted while '" + command.getFirst() + "' ran", e);
    }
  }

  private static String errorOf(Process process) {
    try (InputStream error = process.getErrorStream()) {
      String start = new String(error.readNBytes(ERROR_BYTES_MAX), StandardCharsets.UTF_8);
      error.transferTo(java.io.OutputStream.nullOutputStream());
      return start.strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
