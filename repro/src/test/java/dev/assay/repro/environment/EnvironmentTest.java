package dev.assay.repro.environment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Environment.Distribution;
import dev.assay.repro.blob.FolderBlobs;
import dev.assay.repro.files.Folders;
import dev.assay.repro.process.Program;
import dev.assay.repro.source.SourceSnapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentTest {
  private static final Path SCRIPT =
      Path.of("../python/src/assay_hook/assay_environment.py").toAbsolutePath().normalize();

  @TempDir Path temp;
  private FolderBlobs blobs;
  private Path root;

  @BeforeEach
  void open() throws IOException {
    temp = temp.toRealPath();
    blobs = new FolderBlobs(temp.resolve("blobs"));
    root = Files.createDirectory(temp.resolve("project"));
  }

  private EnvironmentFacts.Described describe(String interpreter) {
    return new EnvironmentFacts(temp.resolve("cache")).describe(interpreter, SCRIPT, root);
  }

  private EnvironmentRebuild rebuild(List<String> told) {
    return new EnvironmentRebuild(temp.resolve("environments"), SCRIPT, blobs, told::add);
  }

  private Path venv() {
    Path venv = temp.resolve("venv");
    assertThat(Program.ask(temp, "python3", "-m", "venv", venv.toString()).isDone()).isTrue();
    return venv.resolve("bin/python");
  }

  private Program.Answer pip(Path python, String... arguments) {
    List<String> command = new ArrayList<>(List.of(python.toString(), "-m", "pip", "-q"));
    command.addAll(List.of(arguments));
    Program.Answer answer = Program.of(temp, command).ask();
    assertThat(answer.isDone()).as(answer.error()).isTrue();
    return answer;
  }

  private Path project(String name, String code) throws IOException {
    Path folder = Files.createDirectories(temp.resolve("made").resolve(name));
    Files.writeString(folder.resolve(name + ".py"), code);
    Files.writeString(
        folder.resolve("setup.py"),
        "from setuptools import setup; setup(name='"
            + name
            + "', version='1.5', py_modules=['"
            + name
            + "'])");
    return folder;
  }

  @Test
  void buildsAnEnvironmentAgainWithPackagesOfTheIndexOfFilesAndOfFolders() throws IOException {
    Path python = venv();
    Path wheel = project("assaylocal", "value = 'local'");
    Path editable = project("assayedit", "value = 'editable'");
    pip(python, "install", "six==1.16.0", "setuptools", "wheel");
    pip(python, "install", "--no-build-isolation", "--no-deps", wheel.toString());
    pip(python, "install", "--no-build-isolation", "--no-deps", "-e", editable.toString());
    Environment environment =
        keep(describe(python.toString()).importing(List.of("six.moves", "assayedit", "os")));
    Folders.delete(temp.resolve("made"));
    Folders.delete(temp.resolve("venv"));
    List<String> told = new ArrayList<>();

    EnvironmentRebuild.Rebuilt built = rebuild(told).rebuild(environment, root, root);
    EnvironmentRebuild.Rebuilt again = rebuild(told).rebuild(environment, root, root);

    assertThat(origins(environment))
        .containsEntry("six", "index")
        .containsEntry("assaylocal", "local")
        .containsEntry("assayedit", "editable");
    assertThat(environment.imported()).containsExactly("assayedit", "six");
    assertThat(built.differences()).isEmpty();
    assertThat(built.isReused()).isFalse();
    assertThat(again.isReused()).isTrue();
    assertThat(again.python()).isEqualTo(built.python());
    assertThat(told).last().isEqualTo("environment: built before, reused");
    assertThat(answer(built))
        .isEqualTo("1.16.0 local editable 1.5 " + environment.python().version());
  }

  private Environment keep(Environment environment) {
    SourceSnapshot snapshots = new SourceSnapshot(blobs, temp.resolve("cache"));
    EnvironmentSources sources = new EnvironmentSources(snapshots, blobs, temp.resolve("cache"));
    Environment kept = sources.keep(environment, root);
    assertThat(sources.keep(environment, root)).isEqualTo(kept);
    return kept;
  }

  private String answer(EnvironmentRebuild.Rebuilt built) {
    String path = built.searchPath().stream().map(Path::toString).collect(Collectors.joining(":"));
    Program.Answer answer =
        Program.of(
                temp,
                List.of(
                    built.python().toString(),
                    "-c",
                    "import six, assaylocal, assayedit, platform; from importlib.metadata import"
                        + " version; print(six.__version__, assaylocal.value, assayedit.value,"
                        + " version('assayedit'), platform.python_version())"))
            .with("PYTHONPATH", Optional.of(path))
            .ask();
    assertThat(answer.error()).isEmpty();
    return answer.text();
  }

  private static Map<String, String> origins(Environment environment) {
    return environment.distributions().stream()
        .collect(Collectors.toMap(Distribution::name, Distribution::origin));
  }

  @Test
  void reusesTheInterpreterThatIsStillTheSame() {
    Path python = venv();
    Environment environment = describe(python.toString()).environment();
    List<String> told = new ArrayList<>();

    EnvironmentRebuild.Rebuilt rebuilt = rebuild(told).rebuild(environment, root, root);

    assertThat(rebuilt.python()).isEqualTo(python);
    assertThat(rebuilt.isReused()).isTrue();
    assertThat(told).containsExactly("environment: the one recorded is still there");
  }

  @Test
  void remembersADescriptionUntilSomethingIsInstalled() throws IOException {
    Path python = venv();
    EnvironmentFacts.Described first = describe(python.toString());
    Path remembered = temp.resolve("cache/environment").toFile().listFiles()[0].toPath();
    Files.writeString(
        remembered, Files.readString(remembered).replace("\"pip\"", "\"remembered\""));

    assertThat(origins(first.environment())).containsKey("pip");
    assertThat(origins(describe(python.toString()).environment())).containsKey("remembered");
    pip(python, "install", "six==1.16.0");
    assertThat(origins(describe(python.toString()).environment())).containsKeys("pip", "six");
    assertThat(first.paths().holds(temp.resolve("venv/lib/x.py"))).isTrue();
    assertThat(first.paths().holds(root.resolve("x.csv"))).isFalse();
  }

  @Test
  void saysWhichPackageCannotBeInstalledAnyMore() {
    Path python = venv();
    Environment now = describe(python.toString()).environment();
    Environment wanted =
        with(
            now,
            List.of("assay-no-such-package"),
            new Distribution(
                "assay_no_such_package",
                "9.9",
                "index",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    Environment unimported = with(wanted, List.of("six"));

    assertThatThrownBy(() -> rebuild(new ArrayList<>()).rebuild(wanted, root, root))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("assay-no-such-package 9.9 cannot be installed any more")
        .hasMessageContaining("--env current");
    assertThat(rebuild(new ArrayList<>()).rebuild(unimported, root, root).differences())
        .containsExactly("assay-no-such-package 9.9 cannot be installed any more");
  }

  @Test
  void saysWhichInterpreterIsMissing() {
    Environment now = describe("python3").environment();
    Environment.Python python = now.python();
    Environment wanted =
        new Environment(
            new Environment.Python("3.4.10", "cpython", "", "/no/python", "/no", false),
            List.of(),
            List.of(),
            Optional.empty(),
            List.of(),
            now.system(),
            Optional.empty(),
            List.of());

    assertThat(python.version()).startsWith("3.");
    assertThatThrownBy(() -> rebuild(new ArrayList<>()).rebuild(wanted, root, root))
        .isInstanceOf(Failure.class)
        .hasMessageContaining("the run used Python 3.4.10, and this machine has no Python 3.4")
        .hasMessageContaining("install");
    assertThatThrownBy(() -> describe("no-such-python")).isInstanceOf(Failure.class);
  }

  private static Environment with(
      Environment environment, List<String> imported, Distribution... more) {
    return new Environment(
        environment.python(),
        more.length == 0 ? environment.distributions() : List.of(more),
        imported,
        environment.conda(),
        environment.lockFiles(),
        environment.system(),
        environment.container(),
        environment.nativeLibraries());
  }

  @Test
  void writesTheFilesThatToolsRead() {
    Environment environment =
        new Environment(
            new Environment.Python("3.11.7", "cpython", "", "/p", "/", false),
            List.of(
                new Distribution(
                    "six", "1.16.0", "index", Optional.empty(), Optional.empty(), Optional.empty()),
                new Distribution(
                    "lib",
                    "2",
                    "vcs",
                    Optional.of("git+https://h/l.git#subdirectory=py"),
                    Optional.of("abc"),
                    Optional.empty()),
                new Distribution(
                    "mine",
                    "0",
                    "editable",
                    Optional.of("file:///m"),
                    Optional.empty(),
                    Optional.empty())),
            List.of(),
            Optional.empty(),
            List.of(),
            new Environment.Platform("Linux", "6", "x86_64", "", "", "", ""),
            Optional.empty(),
            List.of());

    assertThat(EnvironmentFiles.requirements(environment))
        .isEqualTo(
            """
            # Python 3.11.7
            six==1.16.0
            lib @ git+https://h/l.git@abc#subdirectory=py
            # mine==0 was installed from file:///m
            """);
    assertThat(EnvironmentFiles.conda(environment))
        .isEqualTo(
            """
            name: assay
            channels:
              - conda-forge
            dependencies:
              - python=3.11.7
              - pip
              - pip:
                  - six==1.16.0
                  - lib @ git+https://h/l.git@abc#subdirectory=py
                  # mine==0 was installed from file:///m
            """);
    assertThat(EnvironmentFiles.dockerfile(environment))
        .startsWith("FROM python:3.11.7-slim\n")
        .contains("requirements.txt");
  }
}
