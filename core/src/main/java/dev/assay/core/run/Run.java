package dev.assay.core.run;

import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.metric.Latest;
import dev.assay.core.project.ProjectId;
import dev.assay.core.registry.LoggedModelId;
import java.util.List;
import java.util.Map;

/**
 * A run as a reader asked for it: always its {@link RunInfo}; of the rest what the {@link
 * Projection} named, ordered by key.
 *
 * @param latest the latest point of each metric: the greatest by (step, time, value), NaN counting
 *     as 0
 */
public record Run(
    RunInfo info,
    Map<String, String> params,
    Map<String, String> tags,
    List<Latest> latest,
    List<DatasetInput> inputs,
    List<LoggedModelId> modelInputs,
    List<ModelOutput> modelOutputs) {
  public Run {
    latest = List.copyOf(latest);
    inputs = List.copyOf(inputs);
    modelInputs = List.copyOf(modelInputs);
    modelOutputs = List.copyOf(modelOutputs);
  }

  public RunId id() {
    return info.id();
  }

  public ProjectId projectId() {
    return info.projectId();
  }

  /** A model the run wrote, with the step it was written at. */
  public record ModelOutput(LoggedModelId model, long step) {}
}
