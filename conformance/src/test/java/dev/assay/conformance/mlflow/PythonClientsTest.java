package dev.assay.conformance.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract, tried by the unmodified Python clients; see {@code src/test/python}. */
final class PythonClientsTest {
  private static final Duration RUN_MAX = Duration.ofMinutes(15);

  @TempDir private Path folder;

  @Test
  void theNewestClientFindsTheContractKept() throws IOException, InterruptedException {
    play("mlflow3", "mlflow 3.17.0");
  }

  @Test
  void theLastClientOfVersionTwoFindsTheContractKept() throws IOException, InterruptedException {
    play("mlflow2", "mlflow 2.22.5");
  }

  private void play(String environment, String client) throws IOException, InterruptedException {
    Optional<Python> python = Python.find(environment);
    if (python.isEmpty()) {
      assertThat(System.getenv("CI")).as("%s is not installed", client).isNull();
      abort(client + " is not installed: 'make test' installs it");
      return;
    }
    JsonNode report = report(python.get());
    Map<String, String> outcomes = new TreeMap<>();
    JsonNode named = report.path("outcomes");
    named.propertyNames().forEach(name -> outcomes.put(name, named.get(name).stringValue()));
    assertThat(outcomes).as("checks that ran").isNotEmpty();
    assertThat(Scoreboard.ofRepository().record(client, outcomes))
        .as("passed before: %s", report.path("details"))
        .isEmpty();
    assertThat(outcomes).as("%s", report.path("details")).doesNotContainValue("failed");
  }

  private JsonNode report(Python python) throws IOException, InterruptedException {
    Path report = folder.resolve("report.json");
    Path out = folder.resolve("out.txt");
    try (RunningAssay server = RunningAssay.on(folder.resolve("data"))) {
      Map<String, String> where = Map.of("MLFLOW_TRACKING_URI", server.address());
      python.run(out, RUN_MAX, where, "-m", "mlflow_contract", report.toString());
    }
    assertThat(report).as("%s", Files.readString(out)).exists();
    return new JsonMapper().readTree(Files.readString(report));
  }
}
