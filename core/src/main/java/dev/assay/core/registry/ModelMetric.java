package dev.assay.core.registry;

import dev.assay.core.metric.MetricPoint;
import dev.assay.core.run.RunId;
import java.util.Optional;

/** A metric measured on a logged model by a run, on a dataset when one is named. */
public record ModelMetric(
    LoggedModelId model, RunId run, MetricPoint point, Optional<DatasetRef> dataset) {
  /** A dataset by the client's name and digest. */
  public record DatasetRef(String name, String digest) {}
}
