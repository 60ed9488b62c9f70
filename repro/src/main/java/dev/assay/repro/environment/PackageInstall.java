package dev.assay.repro.environment;

import dev.assay.core.Failure;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Environment.Distribution;
import dev.assay.repro.process.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Makes a virtual environment and fills it, by uv where it is installed, else by venv and pip. */
final class PackageInstall {
  private static final Duration WAIT_MAX = Duration.ofMinutes(60);
  private static final String TORCH_INDEX = "https://download.pytorch.org/whl/";

  private final Path workingFolder;
  private final Path folder;
  private final Optional<Path> uv;
  private final Consumer<String> progress;

  PackageInstall(Path workingFolder, Path folder, Optional<Path> uv, Consumer<String> progress) {
    this.workingFolder = workingFolder;
    this.folder = folder;
    this.uv = uv;
    this.progress = progress;
  }

  /**
   * Makes the environment, still empty.
   *
   * @return what is different about the interpreter
   */
  List<String> create(Environment.Python python) {
    Optional<Interpreters.Found> found =
        Interpreters.of(python.version(), Path.of(python.executable()));
    boolean isExact = found.filter(each -> each.version().equals(python.version())).isPresent();
    if (uv.isPresent() && !isExact && createByUv(python.version())) {
      return List.of();
    }
    Interpreters.Found base = found.orElseThrow(() -> missing(python.version()));
    progress.accept("environment: created with Python " + base.version());
    boolean isMade =
        uv.isPresent() ? createByUv(base.path().toString()) : createByVenv(base.path());
    if (!isMade) {
      throw Failure.unavailable(
          "no environment can be made with '"
              + base.path()
              + "': its module venv is missing; on Debian: apt install python"
              + Interpreters.minor(base.version())
              + "-venv");
    }
    return isExact
        ? List.of()
        : List.of("Python is " + base.version() + " instead of " + python.version());
  }

  private Failure missing(String version) {
    String next =
        uv.isPresent() ? "uv python install " + version : "pyenv install " + version + ", or uv";
    return Failure.unavailable(
        "the run used Python "
            + version
            + ", and this machine has no Python "
            + Interpreters.minor(version)
            + "; install one: "
            + next);
  }

  private boolean createByUv(String python) {
    return uv.map(Path::toString).stream()
        .map(
            program ->
                run(
                    List.of(
                        program,
                        "venv",
                        "--no-project",
                        "--python",
                        python,
                        "-q",
                        folder.toString())))
        .anyMatch(Program.Answer::isDone);
  }

  private boolean createByVenv(Path python) {
    return run(List.of(python.toString(), "-m", "venv", folder.toString())).isDone();
  }

  private Program.Answer run(List<String> command) {
    return CleanProgram.of(workingFolder, command).waiting(WAIT_MAX).ask();
  }

  /**
   * Installs every package in its exact version, without asking what it depends on: that is in the
   * list, too.
   *
   * @return what could not be installed and was not imported by the program
   */
  List<String> packages(Environment environment, LocalWheels wheels) throws IOException {
    Map<String, String> wanted = new LinkedHashMap<>();
    List<String> differences = new ArrayList<>();
    for (Distribution each : environment.distributions()) {
      if (!each.origin().equals("editable")
          && !(uv.isPresent() && EnvironmentLock.isInstaller(each))) {
        Optional<String> line = wheels.line(each).or(() -> EnvironmentFiles.installable(each));
        line.ifPresentOrElse(
            some -> wanted.put(each.name(), some), () -> differences.add(lost(environment, each)));
      }
    }
    if (environment.conda().isPresent()) {
      differences.add(
          "conda packages that are not Python's are not restored; for them: conda env create with"
              + " the file of 'assay show --environment'");
    }
    progress.accept("environment: installing " + wanted.size() + " packages");
    Set<String> failed = new LinkedHashSet<>();
    Program.Answer answer = install(List.copyOf(wanted.values()), indexes(environment));
    if (!answer.isDone()) {
      findFailing(List.copyOf(wanted.values()), indexes(environment), failed);
    }
    for (Distribution each : environment.distributions()) {
      String line = wanted.get(each.name());
      if (line != null && failed.contains(line) && !EnvironmentLock.isInstaller(each)) {
        differences.add(refusedWhenImported(environment, each, answer));
      }
    }
    return differences;
  }

  private static String lost(Environment environment, Distribution each) {
    String what =
        EnvironmentLock.normal(each.name())
            + " "
            + each.version()
            + " was installed from "
            + each.url().orElse("a place that is not known")
            + ", and its files were not kept";
    if (isNeeded(environment, each)) {
      throw Failure.unavailable(
          what + "; the program imported it: install it, and rerun with --env current");
    }
    return what;
  }

  private static String refusedWhenImported(
      Environment environment, Distribution each, Program.Answer answer) {
    String what =
        EnvironmentLock.normal(each.name())
            + " "
            + each.version()
            + " cannot be installed any more";
    if (isNeeded(environment, each)) {
      throw Failure.unavailable(
          what
              + ", and the program imported it: "
              + lastLine(answer.error())
              + "; install another version, and rerun with --env current");
    }
    return what;
  }

  private static String lastLine(String text) {
    return text.lines()
        .filter(line -> !line.isBlank())
        .reduce((_, last) -> last)
        .orElse("no reason given");
  }

  /** What the program never imported, a rerun does not need either. */
  private static boolean isNeeded(Environment environment, Distribution each) {
    return environment.imported().stream()
        .map(EnvironmentLock::normal)
        .anyMatch(EnvironmentLock.normal(each.name())::equals);
  }

  /** One package that cannot be had keeps all from being installed: halves find it out. */
  private void findFailing(List<String> lines, List<String> indexes, Set<String> failed)
      throws IOException {
    if (lines.size() == 1) {
      progress.accept("environment: cannot install " + lines.getFirst());
      failed.addAll(lines);
      return;
    }
    int middle = lines.size() / 2;
    for (List<String> half :
        List.of(lines.subList(0, middle), lines.subList(middle, lines.size()))) {
      if (!half.isEmpty() && !install(half, indexes).isDone()) {
        findFailing(half, indexes, failed);
      }
    }
  }

  private Program.Answer install(List<String> lines, List<String> indexes) throws IOException {
    Path file = folder.resolve("assay-requirements.txt");
    Files.writeString(file, lines.stream().map(line -> line + "\n").collect(Collectors.joining()));
    String python = folder.resolve("bin/python").toString();
    List<String> command = new ArrayList<>();
    if (uv.isPresent()) {
      command.addAll(List.of(uv.get().toString(), "pip", "install", "-q", "--python", python));
    } else {
      command.addAll(List.of(python, "-m", "pip", "install", "-q", "--no-input"));
      command.add("--disable-pip-version-check");
    }
    command.addAll(indexes);
    command.addAll(List.of("--no-deps", "-r", file.toString()));
    return run(command);
  }

  /** Builds of torch for one kind of hardware lie in an index of their own. */
  private static List<String> indexes(Environment environment) {
    return environment.distributions().stream()
        .map(Distribution::version)
        .filter(version -> version.matches(".*\\+(cpu|cu\\d+|rocm[\\d.]+)"))
        .map(version -> version.substring(version.indexOf('+') + 1))
        .distinct()
        .flatMap(kind -> List.of("--extra-index-url", TORCH_INDEX + kind).stream())
        .toList();
  }
}
