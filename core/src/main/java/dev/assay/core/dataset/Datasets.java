package dev.assay.core.dataset;

import dev.assay.core.Failure;
import dev.assay.core.project.ProjectId;
import dev.assay.core.run.RunId;
import java.util.List;
import java.util.Optional;

/** Keeps which datasets runs used. Every method is atomic. */
public interface Datasets {
  /**
   * Links datasets to a run. A link that exists (same name and digest) is passed over, its tags
   * stay.
   *
   * @return how many links were new
   * @throws Failure NOT_FOUND when the run does not exist
   */
  int link(RunId run, List<DatasetInput> inputs);

  /** The inputs of a run, in the order they were linked. */
  List<DatasetInput> inputs(RunId run);

  /**
   * Each distinct (project, name, digest, context) used by runs of the projects, at most {@code
   * limit}.
   */
  List<Use> uses(List<ProjectId> projects, int limit);

  /** That a dataset was used in a project, and for what. */
  record Use(ProjectId project, String name, String digest, Optional<String> context) {}
}
