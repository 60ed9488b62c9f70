package dev.assay.core.memory;

import dev.assay.core.metric.MetricPoint;
import dev.assay.core.query.CodePointOrder;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModelField;
import dev.assay.core.registry.LoggedModelField.Attribute;
import dev.assay.core.registry.LoggedModelQuery.DatasetMatch;
import dev.assay.core.registry.ModelMetric;
import dev.assay.core.registry.ModelMetric.DatasetRef;
import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes kept logged models, and reads one field of them for a search on some datasets. */
record LoggedModelRows(List<DatasetMatch> datasets) {
  private static final Comparator<ModelMetric> BY_SOURCE =
      Comparator.<ModelMetric, String>comparing(
              metric -> metric.dataset().map(DatasetRef::name).orElse(""),
              CodePointOrder.BY_CODE_POINT)
          .thenComparing(
              metric -> metric.dataset().map(DatasetRef::digest).orElse(""),
              CodePointOrder.BY_CODE_POINT)
          .thenComparing(ModelMetric::run);

  private static final Comparator<ModelMetric> BY_KEY =
      Comparator.<ModelMetric, String>comparing(
              metric -> metric.point().key(), CodePointOrder.BY_CODE_POINT)
          .thenComparing(BY_SOURCE);

  private static final Comparator<ModelMetric> LAST_MEASURED_FIRST =
      Comparator.<ModelMetric>comparingLong(metric -> metric.point().timeMillis())
          .thenComparingLong(metric -> metric.point().step())
          .reversed()
          .thenComparing(BY_SOURCE);

  /** Whether the model was measured on one of the datasets, if there are any. */
  boolean hasDataset(LoggedModel model) {
    return datasets.isEmpty() || model.metrics().stream().anyMatch(this::isOnDataset);
  }

  /** What a model holds in a field; of a metric the one measured last first. */
  List<Value> values(LoggedModel model, LoggedModelField field) {
    return switch (field) {
      case Attribute attribute -> attribute(model, attribute);
      case LoggedModelField.Param(String key) -> RunRows.text(model.params().get(key));
      case LoggedModelField.Tag(String key) -> RunRows.text(model.tags().get(key));
      case LoggedModelField.Metric(String key, Optional<DatasetMatch> dataset) ->
          model.metrics().stream()
              .filter(metric -> metric.point().key().equals(key) && isOnDataset(metric))
              .filter(metric -> dataset.isEmpty() || isOn(dataset.get(), metric))
              .sorted(LAST_MEASURED_FIRST)
              .<Value>map(metric -> new Value.Numeric(metric.point().value()))
              .toList();
    };
  }

  private static List<Value> attribute(LoggedModel model, Attribute attribute) {
    return switch (attribute) {
      case ID -> RunRows.text(model.id().value());
      case NAME -> RunRows.text(model.name());
      case MODEL_TYPE -> RunRows.text(model.modelType());
      case STATUS -> RunRows.text(model.status().name());
      case SOURCE_RUN -> RunRows.text(model.sourceRun().map(RunId::value).orElse(null));
      case PROJECT -> RunRows.text(model.projectId().toString());
      case CREATED_AT -> List.of(MemoryProjects.time(model.createdAt()));
      case UPDATED_AT -> List.of(MemoryProjects.time(model.updatedAt()));
    };
  }

  private boolean isOnDataset(ModelMetric metric) {
    return datasets.isEmpty() || datasets.stream().anyMatch(match -> isOn(match, metric));
  }

  private static boolean isOn(DatasetMatch match, ModelMetric metric) {
    return metric.dataset().filter(ref -> isOf(match, ref)).isPresent();
  }

  private static boolean isOf(DatasetMatch match, DatasetRef ref) {
    return match.name().equals(ref.name()) && match.digest().map(ref.digest()::equals).orElse(true);
  }

  /** The metrics with one more: of each key, dataset and run the latest. */
  static List<ModelMetric> latest(List<ModelMetric> metrics, ModelMetric added) {
    List<ModelMetric> all = new ArrayList<>(metrics);
    Optional<ModelMetric> same =
        metrics.stream().filter(metric -> BY_KEY.compare(metric, added) == 0).findFirst();
    if (same.isPresent()
        && MetricPoint.BY_PROGRESS.compare(same.get().point(), added.point()) >= 0) {
      return metrics;
    }
    same.ifPresent(all::remove);
    all.add(added);
    all.sort(BY_KEY);
    return all;
  }

  static LoggedModel inMillis(LoggedModel model) {
    return copy(
        model,
        model.status(),
        model.deletedAt(),
        model.updatedAt(),
        model.params(),
        model.tags(),
        List.of());
  }

  static LoggedModel with(
      LoggedModel model, LoggedModel.Status status, Optional<Instant> deletedAt, Instant at) {
    return copy(model, status, deletedAt, at, model.params(), model.tags(), model.metrics());
  }

  static LoggedModel with(
      LoggedModel model, Map<String, String> params, Map<String, String> tags, Instant at) {
    return copy(model, model.status(), model.deletedAt(), at, params, tags, model.metrics());
  }

  static LoggedModel with(LoggedModel model, List<ModelMetric> metrics) {
    return copy(
        model,
        model.status(),
        model.deletedAt(),
        model.updatedAt(),
        model.params(),
        model.tags(),
        metrics);
  }

  private static LoggedModel copy(
      LoggedModel model,
      LoggedModel.Status status,
      Optional<Instant> deletedAt,
      Instant updatedAt,
      Map<String, String> params,
      Map<String, String> tags,
      List<ModelMetric> metrics) {
    return new LoggedModel(
        model.id(),
        model.projectId(),
        model.name(),
        model.modelType(),
        model.sourceRun(),
        status,
        model.statusMessage(),
        MemoryProjects.millis(model.createdAt()),
        MemoryProjects.millis(updatedAt),
        deletedAt.map(MemoryProjects::millis),
        Map.copyOf(params),
        Map.copyOf(tags),
        metrics);
  }
}
