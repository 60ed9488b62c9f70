package dev.assay.store.sql;

import dev.assay.core.registry.LoggedModelField;
import dev.assay.core.registry.LoggedModelField.Attribute;
import dev.assay.core.registry.LoggedModelQuery.DatasetMatch;
import dev.assay.store.sql.SearchColumn.Beside;
import dev.assay.store.sql.SearchColumn.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the fields of logged models stand, when only metrics on some datasets count. */
record LoggedModelColumns(List<DatasetMatch> datasets) {
  /** {@code b} was measured later than {@code @}, or is the first of those measured at once. */
  private static final String MEASURED_LATER =
      "(b.time > @.time OR (b.time = @.time AND (b.step > @.step OR (b.step = @.step"
          + " AND (b.dataset_name, b.dataset_digest, b.run)"
          + " < (@.dataset_name, @.dataset_digest, @.run)))))";

  /** The condition that a model was measured on one of the datasets, if there are any. */
  Sql hasDataset() {
    if (datasets.isEmpty()) {
      return Sql.of("1 = 1");
    }
    return Sql.of("EXISTS (SELECT 1 FROM logged_model_metric d WHERE d.model_id = m.id AND ")
        .add(on("d", Optional.empty()))
        .add(")");
  }

  /** A condition holds when it does for any value of a metric. */
  SearchColumn filtered(LoggedModelField field) {
    return switch (field) {
      case Attribute attribute -> attribute(attribute);
      case LoggedModelField.Param(String key) -> named("logged_model_param", key);
      case LoggedModelField.Tag(String key) -> named("logged_model_tag", key);
      case LoggedModelField.Metric(String key, Optional<DatasetMatch> dataset) ->
          metric(measured("@", key, dataset));
    };
  }

  /** An order looks at the value measured last. */
  SearchColumn ordered(LoggedModelField field) {
    if (!(field instanceof LoggedModelField.Metric(String key, Optional<DatasetMatch> dataset))) {
      return filtered(field);
    }
    return metric(
        measured("@", key, dataset)
            .add(" AND NOT EXISTS (SELECT 1 FROM logged_model_metric b WHERE ")
            .add(measured("b", key, dataset))
            .add(" AND " + MEASURED_LATER + ")"));
  }

  private static SearchColumn attribute(Attribute attribute) {
    return switch (attribute) {
      case ID -> SearchColumn.text("m.uid");
      case NAME -> SearchColumn.text("m.name");
      case MODEL_TYPE -> SearchColumn.text("m.model_type");
      case STATUS -> SearchColumn.text("m.status");
      case SOURCE_RUN -> SearchColumn.text("m.source_run").optional();
      case PROJECT -> SearchColumn.text("CAST(m.project_id AS TEXT)");
      case CREATED_AT -> SearchColumn.number("m.created_at");
      case UPDATED_AT -> SearchColumn.number("m.updated_at");
    };
  }

  private static SearchColumn named(String table, String key) {
    return SearchColumn.named(table, "model_id", key);
  }

  private static SearchColumn metric(Sql link) {
    Beside beside = new Beside("logged_model_metric", link.text(), link.bound(), "model_id");
    return SearchColumn.beside(beside, "@.value", Kind.DOUBLE);
  }

  private Sql measured(String alias, String key, Optional<DatasetMatch> dataset) {
    return Sql.of(alias + ".model_id = m.id AND " + alias + ".name = ? AND ", key)
        .add(on(alias, dataset));
  }

  /** The condition that a metric is on one of the datasets, and on this one if it is given. */
  private Sql on(String alias, Optional<DatasetMatch> one) {
    List<Sql> any = new ArrayList<>();
    datasets.forEach(dataset -> any.add(is(alias, dataset)));
    Sql all = any.isEmpty() ? Sql.of("1 = 1") : Sql.of("(");
    for (int i = 0; i < any.size(); i++) {
      all.add(i == 0 ? "" : " OR ").add(any.get(i));
    }
    all.add(any.isEmpty() ? "" : ")");
    one.ifPresent(dataset -> all.add(" AND ").add(is(alias, dataset)));
    return all;
  }

  private static Sql is(String alias, DatasetMatch dataset) {
    Sql name = Sql.of("(" + alias + ".dataset_name = ?", dataset.name());
    dataset.digest().ifPresent(digest -> name.add(" AND " + alias + ".dataset_digest = ?", digest));
    return name.add(")");
  }
}
