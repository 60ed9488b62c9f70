package dev.assay.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * What to change of a run; what is absent stays.
 *
 * @param status scheduled, running, finished, failed or interrupted
 */
public record RunChange(
    Optional<String> status,
    Optional<Instant> endedAt,
    Optional<String> name,
    Map<String, String> tags) {
  public RunChange {
    tags = Map.copyOf(tags);
  }

  /** The run is over. */
  public static RunChange ended(String status, Instant at) {
    return new RunChange(Optional.of(status), Optional.of(at), Optional.empty(), Map.of());
  }

  void write(JsonGenerator json) {
    Message.text(json, "status", status);
    Message.text(json, "endedAt", endedAt);
    Message.text(json, "name", name);
    Message.named(json, "tags", tags);
  }
}
