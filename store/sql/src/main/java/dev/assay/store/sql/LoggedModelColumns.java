package dev.assay.store.sql;

import dev.assay.core.registry.LoggedModelField;
import dev.assay.core.registry.LoggedModelField.Attribute;
import dev.assay.core.registry.LoggedModelQuery.DatasetMatch;
import java.util.List;
import java.util.Optional;

/**
 * Where the fields of logged models stand, when only metrics on some datasets count.
 *
 * @param onDatasets the condition on a metric, named {@code f}
 * @param hasDataset the condition on a model, named {@code m}
 */
record LoggedModelColumns(Fragment onDatasets, Fragment hasDataset) {
  private static final String MEASURED_LAST =
      "f.time DESC, f.step DESC, f.dataset_name, f.dataset_digest, f.run";

  static LoggedModelColumns on(List<DatasetMatch> datasets) {
    if (datasets.isEmpty()) {
      return new LoggedModelColumns(Fragment.TRUE, Fragment.TRUE);
    }
    Fragment any = Fragment.or(datasets.stream().map(LoggedModelColumns::is).toList());
    Fragment measured =
        Conditions.exists(
            Fragment.of("logged_model_metric f WHERE f.model_id = m.id AND ").then(any));
    return new LoggedModelColumns(any, measured);
  }

  Column of(LoggedModelField field) {
    return switch (field) {
      case Attribute.ID -> Column.Own.text("m.uid");
      case Attribute.NAME -> Column.Own.text("m.name");
      case Attribute.MODEL_TYPE -> Column.Own.text("m.model_type");
      case Attribute.STATUS -> Column.Own.text("m.status");
      case Attribute.SOURCE_RUN -> new Column.Own("m.source_run", Column.Type.TEXT, true);
      case Attribute.PROJECT -> Column.Own.text("CAST(m.project_id AS TEXT)");
      case Attribute.CREATED_AT -> Column.Own.whole("m.created_at");
      case Attribute.UPDATED_AT -> Column.Own.whole("m.updated_at");
      case LoggedModelField.Param(String key) ->
          Column.Side.named("logged_model_param", "model_id", key);
      case LoggedModelField.Tag(String key) ->
          Column.Side.named("logged_model_tag", "model_id", key);
      case LoggedModelField.Metric(String key, Optional<DatasetMatch> dataset) ->
          new Column.Side(metrics(key, dataset), "f.value", Column.Type.REAL, MEASURED_LAST);
    };
  }

  private Fragment metrics(String key, Optional<DatasetMatch> dataset) {
    return Fragment.of("logged_model_metric f WHERE f.model_id = m.id AND f.name = ? AND ", key)
        .then(
            Fragment.and(
                List.of(onDatasets, dataset.map(LoggedModelColumns::is).orElse(Fragment.TRUE))));
  }

  private static Fragment is(DatasetMatch dataset) {
    Fragment name = Fragment.of("f.dataset_name = ?", dataset.name());
    return dataset
        .digest()
        .map(digest -> Fragment.and(List.of(name, Fragment.of("f.dataset_digest = ?", digest))))
        .orElse(name);
  }
}
