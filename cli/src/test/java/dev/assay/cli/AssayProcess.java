package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a process of its own, on a data folder of its own. */
final class AssayProcess {
  private static final long WAIT_SECONDS_MAX = 60;
  private static final JsonMapper JSON = new JsonMapper();

  private final Path folder;
  private final Path data;
  private final Map<String, String> environment = new HashMap<>();
  private int started;

  /**
   * @param folder a temporary folder; the commands run in its subfolder {@code work}
   */
  AssayProcess(Path folder) {
    this.folder = folder;
    this.data = folder.resolve("data");
    create(work());
  }

  Path work() {
    return folder.resolve("work");
  }

  Path data() {
    return data;
  }

  AssayProcess with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Writes a file the commands find in their folder. */
  Path write(String name, String... lines) {
    try {
      Path file = work().resolve(name);
      create(work());
      return Files.writeString(file, String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What came of a process. */
  record Result(int exitCode, Path outFile, String err) {
    String out() {
      return read(outFile);
    }

    byte[] outBytes() {
      return bytes(outFile);
    }

    JsonNode json() {
      return JSON.readTree(outBytes());
    }

    /** The id in the line {@code assay: run <id>}. */
    String run() {
      return err.lines()
          .filter(line -> line.matches("assay: run [0-9a-f]{32}"))
          .map(line -> line.substring("assay: run ".length()))
          .reduce((first, last) -> last)
          .orElseThrow(() -> new AssertionError("no run in: " + err));
    }
  }

  /** A process on its way. */
  record Started(Process process, Path out, Path err) {
    Result await() throws InterruptedException {
      if (!process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError("it does not end; it said: " + read(err));
      }
      return new Result(process.exitValue(), out, read(err));
    }
  }

  Result run(String... arguments) throws InterruptedException {
    return start(arguments).await();
  }

  /** The capture of a run, and all else that is shown of it. */
  JsonNode show(String run, String... options) throws InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("show", run, "--json"));
    arguments.addAll(List.of(options));
    Result result = run(arguments.toArray(String[]::new));
    if (result.exitCode() != 0) {
      throw new AssertionError(result.err());
    }
    return result.json();
  }

  Started start(String... arguments) {
    started++;
    Path out = folder.resolve("out-" + started);
    Path err = folder.resolve("err-" + started);
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(work().toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    prepare(builder);
    try {
      return new Started(builder.start(), out, err);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts a script that asks to be recorded; the launcher it uses is this very program. */
  Process python(String python, Path packages, String script) throws IOException {
    Path launcher = folder.resolve("assay");
    Files.writeString(launcher, "#!/bin/sh\nexec '" + String.join("' '", program()) + "' \"$@\"\n");
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder(python, script)
            .directory(work().toFile())
            .redirectOutput(folder.resolve("script-out").toFile())
            .redirectError(folder.resolve("script-err").toFile());
    prepare(builder);
    builder.environment().put("ASSAY_COMMAND", launcher.toString());
    builder.environment().put("PYTHONPATH", packages.toString());
    return builder.start();
  }

  private void prepare(ProcessBuilder builder) {
    builder.environment().keySet().removeIf(name -> name.startsWith("ASSAY_"));
    builder.environment().keySet().removeIf(name -> name.startsWith("MLFLOW_"));
    builder.environment().put("ASSAY_DATA", data.toString());
    builder.environment().putAll(environment);
  }

  private static List<String> program() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-XX:+UseSerialGC",
        "-Xmx256m",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
  }

  static String read(Path file) {
    return new String(bytes(file), StandardCharsets.UTF_8);
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void create(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
