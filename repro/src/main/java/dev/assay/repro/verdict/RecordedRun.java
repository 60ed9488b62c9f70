package dev.assay.repro.verdict;

import dev.assay.core.metric.Points;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One run of an execution, as it is compared.
 *
 * @param parent the run it is nested in
 * @param metrics all points by key
 * @param files its artifacts
 */
public record RecordedRun(
    String id,
    String name,
    Optional<String> parent,
    Map<String, String> params,
    Map<String, Points> metrics,
    List<RecordedFile> files) {
  public RecordedRun {
    params = Map.copyOf(params);
    metrics = Map.copyOf(metrics);
    files = List.copyOf(files);
  }
}
