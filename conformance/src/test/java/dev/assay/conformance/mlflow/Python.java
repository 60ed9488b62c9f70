package dev.assay.conformance.mlflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A Python with some mlflow client in it, as {@code make test} prepares them. */
final class Python {
  private static final Duration STOP_MAX = Duration.ofSeconds(10);

  private final Path program;

  private Python(Path program) {
    this.program = program;
  }

  /**
   * The environment of that name, {@code mlflow3} or {@code mlflow2}: named by a variable such as
   * {@code ASSAY_PYTHON_MLFLOW3}, or where {@code make test} puts it.
   */
  static Optional<Python> find(String name) {
    String variable = "ASSAY_PYTHON_" + name.toUpperCase(Locale.ROOT);
    Path program =
        Optional.ofNullable(System.getenv(variable))
            .map(Path::of)
            .orElse(Folders.repository().resolve(".venv/" + name + "/bin/python"));
    return Files.isExecutable(program) ? Optional.of(new Python(program)) : Optional.empty();
  }

  /** Starts it in the folder of our scripts; what it prints goes to {@code out}. */
  Process start(Path out, Map<String, String> environment, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(program.toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(Folders.python().toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile());
    builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
    builder.environment().put("MLFLOW_DISABLE_TELEMETRY", "true");
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** Runs it to its end, or kills it when that takes too long; gives the exit status. */
  int run(Path out, Duration max, Map<String, String> environment, String... arguments)
      throws IOException, InterruptedException {
    Process process = start(out, environment, arguments);
    try {
      return process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS) ? process.exitValue() : -1;
    } finally {
      stop(process);
    }
  }

  /** Ends a process with its children. */
  static void stop(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
  }
}
