package dev.assay.conformance.mlflow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What came of every check with every client, kept in the repository: {@code
 * conformance/scoreboard-mlflow.json}. A check that passed once must pass for ever. For one thread.
 */
final class Scoreboard {
  static final String PASSED = "passed";

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final Path file;
  private final Map<String, Map<String, String>> outcomesByClient = new TreeMap<>();

  Scoreboard(Path file) {
    this.file = file;
    if (Files.exists(file)) {
      read(file);
    }
  }

  /** The board of the repository. */
  static Scoreboard ofRepository() {
    return new Scoreboard(Folders.conformance().resolve("scoreboard-mlflow.json"));
  }

  /**
   * Takes over the outcomes of a client's checks and writes the file.
   *
   * @return the checks that passed before and did not pass now, or are gone; they stay as they were
   */
  List<String> record(String client, Map<String, String> outcomes) {
    Map<String, String> before = outcomesByClient.getOrDefault(client, Map.of());
    List<String> lost =
        before.entrySet().stream()
            .filter(entry -> entry.getValue().equals(PASSED))
            .map(Map.Entry::getKey)
            .filter(check -> !PASSED.equals(outcomes.get(check)))
            .sorted()
            .toList();
    Map<String, String> after = new TreeMap<>(outcomes);
    lost.forEach(check -> after.put(check, PASSED));
    outcomesByClient.put(client, after);
    write();
    return lost;
  }

  private void read(Path from) {
    try {
      JsonNode tree = JSON.readTree(Files.readString(from));
      for (String client : tree.propertyNames()) {
        JsonNode checks = tree.get(client).path("checks");
        Map<String, String> outcomes = new TreeMap<>();
        checks.propertyNames().forEach(name -> outcomes.put(name, checks.get(name).stringValue()));
        outcomesByClient.put(client, outcomes);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write() {
    ObjectNode tree = JSON.createObjectNode();
    outcomesByClient.forEach(
        (client, outcomes) -> {
          ObjectNode entry = tree.putObject(client);
          long passed = outcomes.values().stream().filter(PASSED::equals).count();
          entry.put(PASSED, passed);
          entry.put("of", outcomes.size());
          ObjectNode checks = entry.putObject("checks");
          outcomes.forEach(checks::put);
        });
    try {
      Files.writeString(file, JSON.writeValueAsString(tree) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
