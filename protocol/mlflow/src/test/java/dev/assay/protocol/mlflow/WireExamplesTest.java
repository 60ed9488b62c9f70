package dev.assay.protocol.mlflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plays conversations recorded between MLflow's clients and its server. */
final class WireExamplesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "server.txt",
        "errors.txt",
        "experiments.txt",
        "runs.txt",
        "logging.txt",
        "series.txt",
        "inputs.txt",
        "models.txt",
        "registry.txt",
        "sources.txt",
        "artifacts.txt",
        "webhooks.txt"
      })
  void answersAsRecorded(String file) {
    Map<String, String> variables = new HashMap<>();
    List<Exchange> exchanges = Exchange.inFile(file);
    try (WireServer server = new WireServer()) {
      for (Exchange exchange : exchanges) {
        try {
          exchange.play(server, variables);
        } catch (AssertionError e) {
          throw new AssertionError(exchange + "\n" + e.getMessage(), e);
        }
      }
    }
  }
}
