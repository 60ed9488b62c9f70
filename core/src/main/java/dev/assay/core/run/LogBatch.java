package dev.assay.core.run;

import dev.assay.core.metric.MetricPoint;
import dev.assay.core.registry.ModelMetric;
import java.util.List;
import java.util.Map;

/**
 * What a client logs to a run in one go; kept whole or not at all.
 *
 * @param modelMetrics those of the metrics that were measured on a logged model, which keeps them
 *     too
 */
public record LogBatch(
    List<MetricPoint> metrics,
    Map<String, String> params,
    Map<String, String> tags,
    List<ModelMetric> modelMetrics) {
  public LogBatch {
    metrics = List.copyOf(metrics);
    params = Map.copyOf(params);
    tags = Map.copyOf(tags);
    modelMetrics = List.copyOf(modelMetrics);
  }

  public static LogBatch metrics(List<MetricPoint> metrics) {
    return new LogBatch(metrics, Map.of(), Map.of(), List.of());
  }

  public static LogBatch params(Map<String, String> params) {
    return new LogBatch(List.of(), params, Map.of(), List.of());
  }

  public static LogBatch tags(Map<String, String> tags) {
    return new LogBatch(List.of(), Map.of(), tags, List.of());
  }
}
