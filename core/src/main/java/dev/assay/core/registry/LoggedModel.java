package dev.assay.core.registry;

import dev.assay.core.project.ProjectId;
import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A model written by a run, not yet registered.
 *
 * @param metrics measured on it, the latest of each (key, dataset, run), in order of key, dataset
 *     name, digest and run; no dataset comes first
 */
public record LoggedModel(
    LoggedModelId id,
    ProjectId projectId,
    String name,
    String modelType,
    Optional<RunId> sourceRun,
    Status status,
    String statusMessage,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> deletedAt,
    Map<String, String> params,
    Map<String, String> tags,
    List<ModelMetric> metrics) {
  public LoggedModel {
    metrics = List.copyOf(metrics);
  }

  /** How far its upload got. */
  public enum Status {
    PENDING,
    READY,
    UPLOAD_FAILED
  }
}
