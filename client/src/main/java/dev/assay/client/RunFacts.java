package dev.assay.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run without its metrics.
 *
 * @param status scheduled, running, finished, failed or interrupted
 * @param execution the execution it was made in
 */
public record RunFacts(
    String id,
    String projectId,
    String name,
    String user,
    String status,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Instant> deletedAt,
    Optional<String> execution,
    Map<String, String> params,
    Map<String, String> tags) {
  public RunFacts {
    params = Map.copyOf(params);
    tags = Map.copyOf(tags);
  }

  static RunFacts read(Message message) {
    return new RunFacts(
        message.required("id"),
        message.required("projectId"),
        message.required("name"),
        message.text("user").orElse(""),
        message.required("status"),
        message.requiredTime("startedAt"),
        message.time("endedAt"),
        message.time("deletedAt"),
        message.text("execution"),
        message.named("params"),
        message.named("tags"));
  }
}
