package dev.assay.core.run;

import dev.assay.core.Failure;
import dev.assay.core.project.ProjectId;
import java.time.Instant;
import java.util.Optional;

/**
 * The facts every run has.
 *
 * @param user who the client said it works for; may be empty
 * @param deletedAt when it was deleted, alone or with its project; absent while it is not
 * @param lostAt when Assay marked it interrupted because its client was silent; a late write brings
 *     it back
 */
public record RunInfo(
    RunId id,
    ProjectId projectId,
    String name,
    String user,
    Status status,
    Lifecycle lifecycle,
    Instant startedAt,
    Optional<Instant> endedAt,
    Optional<Instant> deletedAt,
    Optional<Instant> lostAt) {

  public boolean isDeleted() {
    return deletedAt.isPresent();
  }

  /** Fails INVALID when the run is deleted: nothing is written to it then. */
  void requireActive() {
    if (isDeleted()) {
      throw Failure.invalid(
          "The run " + id + " must be in the 'active' state. Current state is deleted.");
    }
  }

  /** The same run, deleted or not. */
  public RunInfo withDeletedAt(Optional<Instant> deleted) {
    return new RunInfo(
        id, projectId, name, user, status, lifecycle, startedAt, endedAt, deleted, lostAt);
  }

  /** The same run in another status. */
  RunInfo withStatus(Status other, Optional<Instant> ended, Optional<Instant> lost) {
    return new RunInfo(
        id, projectId, name, user, other, lifecycle, startedAt, ended, deletedAt, lost);
  }
}
