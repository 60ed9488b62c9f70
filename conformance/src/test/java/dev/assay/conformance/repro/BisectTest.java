package dev.assay.conformance.repro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Bisections of real runs. */
final class BisectTest {
  @TempDir private Path folder;

  @Test
  void namesOneOfEightParametersWithinSixTrials() throws Exception {
    AssayCommand assay = new AssayCommand(folder, AssayCommand.preparedPython());
    Project project = Project.in(folder, "eight").script("tracking.py").script("eight.py");
    String a = assay.record(project.folder(), "python", "eight.py");
    String b = assay.record(project.folder(), eight());
    project.delete();

    JsonNode found =
        assay
            .in(folder, "bisect", a, b, "--metric", "score", "--max-trials", "6", "--json")
            .expecting(0)
            .json();

    assertThat(found.path("cause")).hasSize(1);
    assertThat(found.path("cause").path(0).path("name").asString()).isEqualTo("f");
    assertThat(found.path("sentence").asString())
        .isEqualTo(
            "The change of score from 0.895 to 0.59 comes from one difference: parameter f (1 -> 2).");
    assertThat(found.path("trials").size()).isLessThanOrEqualTo(6);
  }

  @Test
  void namesTwoThatInteractAndGoesOnWhereItWasStopped() throws Exception {
    AssayCommand assay = new AssayCommand(folder, AssayCommand.preparedPython());
    Project project = Project.in(folder, "eight").script("tracking.py").script("eight.py");
    List<String> more = new ArrayList<>(List.of(eight()));
    more.add("--together");
    String a = assay.record(project.folder(), "python", "eight.py", "--together");
    String b = assay.record(project.folder(), more.toArray(String[]::new));

    JsonNode stopped =
        assay
            .in(folder, "bisect", a, b, "--metric", "score", "--max-trials", "4", "--json")
            .expecting(3)
            .json();
    JsonNode found =
        assay.in(folder, "bisect", a, b, "--metric", "score", "--json").expecting(0).json();

    assertThat(stopped.path("outcome").asString()).isEqualTo("stopped");
    assertThat(found.path("cause").valueStream().map(one -> one.path("name").asString()))
        .containsExactlyInAnyOrder("b", "g");
    assertThat(found.path("trials").valueStream().limit(4))
        .allMatch(trial -> trial.path("isReused").asBoolean());
  }

  @Test
  void namesThePackage() throws Exception {
    Project project = Project.in(folder, "coverage").script("tracking.py").script("coverage.py");
    String a = recordWith(project, "old", "Unidecode==1.1.2", "six==1.16.0");
    String b = recordWith(project, "new", "Unidecode==1.3.8", "six==1.17.0");
    AssayCommand assay = new AssayCommand(folder, AssayCommand.preparedPython());

    JsonNode found =
        assay.in(folder, "bisect", a, b, "--metric", "known", "--json").expecting(0).json();

    assertThat(found.path("cause")).hasSize(1);
    assertThat(found.path("cause").path(0).path("text").asString())
        .isEqualTo("package unidecode (1.1.2 -> 1.3.8)");
    assertThat(assay.in(folder, "explain", a, b).expecting(0).out())
        .contains(" 1. environment  unidecode: 1.1.2 -> 1.3.8");
  }

  private String recordWith(Project project, String name, String... packages) throws Exception {
    Path environment = folder.resolve(name);
    run(AssayCommand.preparedPython().toString(), "-m", "venv", environment.toString());
    Path python = environment.resolve("bin/python");
    List<String> install =
        new ArrayList<>(
            List.of(
                python.toString(),
                "-m",
                "pip",
                "install",
                "--quiet",
                "--disable-pip-version-check"));
    install.addAll(List.of(packages));
    run(install.toArray(String[]::new));
    return new AssayCommand(folder, python).record(project.folder(), "python", "coverage.py");
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor()).as("%s", List.of(command)).isZero();
  }

  private static String[] eight() {
    List<String> words = new ArrayList<>(List.of("python", "eight.py"));
    for (char name = 'a'; name <= 'h'; name++) {
      words.addAll(List.of("--" + name, "2"));
    }
    return words.toArray(String[]::new);
  }
}
