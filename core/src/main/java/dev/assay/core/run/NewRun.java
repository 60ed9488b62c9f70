package dev.assay.core.run;

import dev.assay.core.project.ProjectId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A run to be made; what is absent Assay chooses: an id, a readable name, the time of now.
 *
 * @param id chosen by the client, so that asking again makes no second run
 */
public record NewRun(
    ProjectId project,
    Optional<String> name,
    String user,
    Optional<Instant> startedAt,
    Map<String, String> tags,
    Map<String, String> params,
    Optional<RunId> id) {
  public NewRun {
    tags = Map.copyOf(tags);
    params = Map.copyOf(params);
  }

  /** A run whose id Assay chooses, without params. */
  public NewRun(
      ProjectId project,
      Optional<String> name,
      String user,
      Optional<Instant> startedAt,
      Map<String, String> tags) {
    this(project, name, user, startedAt, tags, Map.of(), Optional.empty());
  }
}
