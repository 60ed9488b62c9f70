package dev.assay.conformance.repro;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program {@code assay} as a person starts it: a process of its own on a store of its own. */
final class AssayCommand {
  private static final long WAIT_SECONDS = 240;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path data;
  private final Path python;
  private final Path notes;

  /**
   * @param folder of the test
   * @param python the interpreter that {@code python} means
   */
  AssayCommand(Path folder, Path python) {
    this.data = folder.resolve("store");
    this.python = python;
    this.notes = folder;
  }

  /** The interpreter with the mlflow client that {@code make test} prepares. */
  static Path preparedPython() {
    Path here = Path.of("").toAbsolutePath();
    Path repository =
        Files.isDirectory(here.resolve("conformance")) ? here : here.resolveSibling("");
    String named = System.getenv("ASSAY_PYTHON_MLFLOW3");
    Path program = named == null ? repository.resolve(".venv/mlflow3/bin/python") : Path.of(named);
    assertThat(program).as("the environment that 'make test' prepares").isExecutable();
    return program;
  }

  /** The same store with another interpreter. */
  AssayCommand with(Path otherPython) {
    AssayCommand other = new AssayCommand(notes, otherPython);
    return other;
  }

  /** How a command ended and what it printed. */
  record Ended(int code, String out, String err) {
    /** The run that {@code assay run} names at its end. */
    String run() {
      return err.lines()
          .filter(line -> line.startsWith("assay: run "))
          .map(line -> line.substring("assay: run ".length()).strip())
          .reduce((first, second) -> second)
          .orElseThrow(() -> new AssertionError("no run in: " + err));
    }

    JsonNode json() {
      return JSON.readTree(out);
    }

    Ended expecting(int wanted) {
      assertThat(code).as("exit code; it said: %s%n%s", out, err).isEqualTo(wanted);
      return this;
    }
  }

  /** Records a command in a folder; gives the id of its run. */
  String record(Path folder, String... command) throws Exception {
    List<String> words = new ArrayList<>(List.of("run", "--"));
    words.addAll(List.of(command));
    return in(folder, words).expecting(0).run();
  }

  Ended in(Path folder, String... arguments) throws Exception {
    return in(folder, List.of(arguments));
  }

  private Ended in(Path folder, List<String> arguments) throws Exception {
    Path out = Files.createTempFile(notes, "out", ".txt");
    Path err = Files.createTempFile(notes, "err", ".txt");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m"));
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath()));
    command.add("dev.assay.cli.Main");
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("ASSAY_") || name.startsWith("MLFLOW_"));
    environment.put("ASSAY_DATA", data.toString());
    environment.put("PATH", python.getParent() + File.pathSeparator + environment.get("PATH"));
    environment.put("MLFLOW_DISABLE_TELEMETRY", "true");
    environment.put("GIT_CONFIG_GLOBAL", "/dev/null");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(WAIT_SECONDS, TimeUnit.SECONDS)).as("%s ends", arguments).isTrue();
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), text(out), text(err));
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }
}
