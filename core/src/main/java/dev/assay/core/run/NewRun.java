package dev.assay.core.run;

import dev.assay.core.project.ProjectId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** A run to be made; what is absent Assay chooses: a readable name, the time of now. */
public record NewRun(
    ProjectId project,
    Optional<String> name,
    String user,
    Optional<Instant> startedAt,
    Map<String, String> tags) {
  public NewRun {
    tags = Map.copyOf(tags);
  }
}
