package dev.assay.core.project;

import dev.assay.core.Failure;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A named set of runs with one goal. Names are unique among all projects, deleted ones included,
 * until a purge.
 *
 * @param artifactLocation where the files of its runs are kept when that is not Assay's own store
 *     (an {@code s3://} address the clients write to themselves); Assay never opens it
 * @param deletedAt when it was deleted; absent while it is active
 */
public record Project(
    ProjectId id,
    String name,
    Optional<String> artifactLocation,
    Instant createdAt,
    Instant updatedAt,
    Optional<Instant> deletedAt,
    Map<String, String> tags) {
  public Project {
    tags = Map.copyOf(tags);
  }

  public boolean isDeleted() {
    return deletedAt.isPresent();
  }

  /** Fails INVALID when the project is deleted: nothing is written to it then. */
  public void requireActive() {
    if (isDeleted()) {
      throw Failure.invalid(
          "The experiment " + id + " must be in the 'active' state. Current state is deleted.");
    }
  }
}
