package dev.assay.testkit;

import dev.assay.core.project.ProjectId;
import dev.assay.core.run.Lifecycle;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.Status;
import java.time.Instant;
import java.util.Optional;

/** Makes the facts of a run, a running one unless told otherwise. */
public final class RunBuilder {
  private final ProjectId project;
  private RunId id;
  private String name = "trial";
  private String user = "";
  private Status status = Status.RUNNING;
  private Lifecycle lifecycle = Lifecycle.ACTIVE;
  private Instant startedAt;
  private Optional<Instant> endedAt = Optional.empty();
  private Optional<Instant> deletedAt = Optional.empty();
  private Optional<Instant> lostAt = Optional.empty();

  public RunBuilder(ProjectId project, String id, Instant startedAt) {
    this.project = project;
    this.id = new RunId(id);
    this.startedAt = startedAt;
  }

  /** A builder that starts from the facts of a run. */
  public static RunBuilder from(RunInfo run) {
    RunBuilder builder = new RunBuilder(run.projectId(), run.id().value(), run.startedAt());
    builder.name = run.name();
    builder.user = run.user();
    builder.status = run.status();
    builder.lifecycle = run.lifecycle();
    builder.endedAt = run.endedAt();
    builder.deletedAt = run.deletedAt();
    builder.lostAt = run.lostAt();
    return builder;
  }

  public RunBuilder id(String value) {
    id = new RunId(value);
    return this;
  }

  public RunBuilder name(String value) {
    name = value;
    return this;
  }

  public RunBuilder user(String value) {
    user = value;
    return this;
  }

  public RunBuilder status(Status value) {
    status = value;
    return this;
  }

  public RunBuilder lifecycle(Lifecycle value) {
    lifecycle = value;
    return this;
  }

  public RunBuilder startedAt(Instant value) {
    startedAt = value;
    return this;
  }

  public RunBuilder endedAt(Instant value) {
    endedAt = Optional.of(value);
    return this;
  }

  public RunBuilder deletedAt(Instant value) {
    deletedAt = Optional.of(value);
    return this;
  }

  public RunBuilder lostAt(Instant value) {
    lostAt = Optional.of(value);
    return this;
  }

  public RunInfo build() {
    return new RunInfo(
        id, project, name, user, status, lifecycle, startedAt, endedAt, deletedAt, lostAt);
  }
}
