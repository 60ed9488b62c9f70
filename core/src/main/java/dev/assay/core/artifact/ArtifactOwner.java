package dev.assay.core.artifact;

import dev.assay.core.project.ProjectId;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.run.RunId;

/** Whose files these are. */
public sealed interface ArtifactOwner {
  /** The files of a run. */
  record OfRun(RunId run) implements ArtifactOwner {}

  /** The files of a logged model. */
  record OfModel(LoggedModelId model) implements ArtifactOwner {}

  /** Files that belong to a project but to no run or model of it. */
  record OfProject(ProjectId project) implements ArtifactOwner {}
}
