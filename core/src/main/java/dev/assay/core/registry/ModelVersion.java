package dev.assay.core.registry;

import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One numbered entry of a registered model. Numbers count from 1 and are never used again.
 *
 * @param source where its files are, as the client named them once they were checked
 * @param location the same place resolved: {@code source} itself unless that named another version
 *     or a logged model
 * @param aliases the aliases that point here, by name
 */
public record ModelVersion(
    String model,
    int number,
    Stage stage,
    String description,
    String user,
    String source,
    String location,
    Optional<RunId> run,
    String runLink,
    Optional<LoggedModelId> loggedModel,
    Instant createdAt,
    Instant updatedAt,
    Map<String, String> tags,
    List<String> aliases) {
  public ModelVersion {
    aliases = List.copyOf(aliases);
  }
}
