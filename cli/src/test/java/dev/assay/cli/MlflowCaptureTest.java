package dev.assay.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.assay.cli.AssayProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is recorded of scripts that log with the unmodified mlflow client. */
final class MlflowCaptureTest {
  @TempDir private Path folder;
  private AssayProcess assay;
  private String python = "";

  @BeforeEach
  void begin() {
    assay = new AssayProcess(folder).with("MLFLOW_DISABLE_TELEMETRY", "true");
    Optional<Path> found = python();
    if (found.isEmpty()) {
      assertThat(System.getenv("CI")).as("the mlflow client is not installed").isNull();
      abort("the mlflow client is not installed: 'make test' installs it");
    }
    python = found.map(Path::toString).orElse("");
  }

  @Test
  void takesTheFirstRunWithoutAParentForTheMainOne() throws Exception {
    assay.write(
        "nested.py",
        "import mlflow",
        "mlflow.set_experiment('own experiment')",
        "with mlflow.start_run(run_name='parent'):",
        "    mlflow.log_param('lr', 0.1)",
        "    for child in range(2):",
        "        with mlflow.start_run(nested=True):",
        "            mlflow.log_metric('accuracy', child, step=1)",
        "    mlflow.log_metric('loss', 0.5)");

    Result result = assay.run("run", "--project", "unused", "--", python, "nested.py");

    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode shown = assay.show(result.run(), "--metrics");
    assertThat(shown.path("name").asString()).isEqualTo("parent");
    assertThat(shown.path("params").path("lr").asString()).isEqualTo("0.1");
    assertThat(shown.path("capture").path("parts").path("metrics").path("state").asString())
        .isEqualTo("complete");
    assertThat(shown.path("capture").path("hosts").isEmpty()).isTrue();
    assertThat(
            shown
                .path("points")
                .valueStream()
                .filter(point -> point.path("key").asString().equals("loss")))
        .singleElement()
        .satisfies(point -> assertThat(point.path("value").asDouble()).isEqualTo(0.5));
    JsonNode runs = assay.run("runs", "own experiment", "--json").json().path("runs");
    assertThat(runs.valueStream().map(run -> run.path("tags").path("assay.execution").asString()))
        .hasSize(3)
        .containsOnly(shown.path("capture").path("execution").asString());
    assertThat(assay.show(shown.path("capture").path("execution").asString()).path("id").asString())
        .isEqualTo(result.run());
  }

  @Test
  void switchesAutologgingOnForAScriptThatHasNone() throws Exception {
    assay.write(
        "fit.py",
        "from sklearn.datasets import load_iris",
        "from sklearn.linear_model import LogisticRegression",
        "x, y = load_iris(return_X_y=True)",
        "LogisticRegression(max_iter=200, random_state=3).fit(x, y)");

    Result result = assay.run("run", "--autolog", "--seed", "7", "--", python, "fit.py");

    assertThat(result.exitCode()).as(result.err()).isZero();
    JsonNode shown = assay.show(result.run());
    assertThat(shown.path("params").path("max_iter").asString()).isEqualTo("200");
    assertThat(shown.path("metrics").isEmpty()).isFalse();
    assertThat(shown.path("capture").path("randomness").path("seeds").toString()).contains("\"7\"");
    List<String> imported =
        shown
            .path("capture")
            .path("environment")
            .path("imported")
            .valueStream()
            .map(JsonNode::asString)
            .toList();
    assertThat(imported).contains("scikit-learn", "numpy", "mlflow");
  }

  @Test
  void recordsAScriptThatAsksForItItself() throws Exception {
    Path packages = Path.of("").toAbsolutePath().resolveSibling("python").resolve("src");
    assay.write(
        "own.py",
        "import assay",
        "assay.init(project='from init', params={'depth': 3})",
        "import mlflow",
        "mlflow.log_metric('accuracy', 0.7)",
        "print('printed')");

    Process process = assay.python(python, packages, "own.py");

    assertThat(process.waitFor()).isZero();
    String run = "";
    for (int look = 0; look < 200 && run.isEmpty(); look++) {
      Thread.sleep(100);
      JsonNode runs = assay.run("runs", "--json").json().path("runs");
      run =
          runs.valueStream()
              .filter(found -> found.path("tags").has("assay.completeness"))
              .map(found -> found.path("id").asString())
              .findFirst()
              .orElse("");
    }
    JsonNode shown = assay.show(run, "--console");
    assertThat(shown.path("params").path("depth").asString()).isEqualTo("3");
    assertThat(shown.path("console").toString()).contains("printed");
    assertThat(shown.path("capture").path("source").path("fileList").toString()).contains("own.py");
    assertThat(assay.run("runs", "from init").out()).contains(run);
  }

  private static Optional<Path> python() {
    Path repository = Path.of("").toAbsolutePath().resolveSibling(".").normalize();
    return Optional.of(
            Optional.ofNullable(System.getenv("ASSAY_PYTHON_MLFLOW3"))
                .map(Path::of)
                .orElse(repository.resolve(".venv/mlflow3/bin/python")))
        .filter(Files::isExecutable);
  }
}
