package dev.assay.client;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * A run to be made; what is absent the server chooses.
 *
 * @param project its name; the project is made when there is none
 * @param runId so that asking again makes no second run
 */
public record RunDraft(
    String project,
    Optional<String> runId,
    Optional<String> name,
    String user,
    Optional<Instant> startedAt,
    Map<String, String> params,
    Map<String, String> tags) {
  public RunDraft {
    params = Map.copyOf(params);
    tags = Map.copyOf(tags);
  }

  void write(JsonGenerator json) {
    json.writeStringProperty("project", project);
    Message.text(json, "runId", runId);
    Message.text(json, "name", name);
    json.writeStringProperty("user", user);
    Message.text(json, "startedAt", startedAt);
    Message.named(json, "params", params);
    Message.named(json, "tags", tags);
  }
}
