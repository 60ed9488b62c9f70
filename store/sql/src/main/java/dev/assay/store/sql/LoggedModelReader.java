package dev.assay.store.sql;

import dev.assay.core.metric.MetricPoint;
import dev.assay.core.project.ProjectId;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.ModelMetric;
import dev.assay.core.registry.ModelMetric.DatasetRef;
import dev.assay.core.run.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads whole logged models, many with as few statements as one. */
final class LoggedModelReader {
  private LoggedModelReader() {}

  /** The models of these numbers, in their order. */
  static List<LoggedModel> models(Session session, List<Long> numbers) throws SQLException {
    Map<Long, Map<String, String>> params =
        Rows.named(session, "logged_model_param", "model_id", numbers);
    Map<Long, Map<String, String>> tags =
        Rows.named(session, "logged_model_tag", "model_id", numbers);
    Map<Long, List<ModelMetric>> metrics = metrics(session, numbers);
    Map<Long, LoggedModel> models = new HashMap<>();
    Rows.each(
        session,
        "SELECT * FROM logged_model WHERE id IN %s",
        numbers,
        row -> {
          long number = row.getLong("id");
          models.put(
              number,
              model(
                  row,
                  params.getOrDefault(number, Map.of()),
                  tags.getOrDefault(number, Map.of()),
                  metrics.getOrDefault(number, List.of())));
        });
    return numbers.stream().map(models::get).filter(Objects::nonNull).toList();
  }

  /** The value, time and step of a row. */
  static MetricPoint point(ResultSet row, String key) throws SQLException {
    long value = row.getLong("value");
    return new MetricPoint(
        key,
        SortableDouble.decode(row.wasNull() ? null : value),
        row.getLong("time"),
        row.getLong("step"));
  }

  private static Map<Long, List<ModelMetric>> metrics(Session session, List<Long> numbers)
      throws SQLException {
    Map<Long, List<ModelMetric>> found = new HashMap<>();
    Rows.each(
        session,
        """
        SELECT f.*, m.uid FROM logged_model_metric f JOIN logged_model m ON m.id = f.model_id
        WHERE f.model_id IN %s
        ORDER BY f.model_id, f.name, f.dataset_name, f.dataset_digest, f.run
        """,
        numbers,
        row ->
            found
                .computeIfAbsent(row.getLong("model_id"), number -> new ArrayList<>())
                .add(metric(row)));
    return found;
  }

  private static ModelMetric metric(ResultSet row) throws SQLException {
    DatasetRef dataset =
        new DatasetRef(row.getString("dataset_name"), row.getString("dataset_digest"));
    return new ModelMetric(
        new LoggedModelId(row.getString("uid")),
        new RunId(row.getString("run")),
        point(row, row.getString("name")),
        dataset.name().isEmpty() && dataset.digest().isEmpty()
            ? Optional.empty()
            : Optional.of(dataset));
  }

  private static LoggedModel model(
      ResultSet row,
      Map<String, String> params,
      Map<String, String> tags,
      List<ModelMetric> metrics)
      throws SQLException {
    return new LoggedModel(
        new LoggedModelId(row.getString("uid")),
        new ProjectId(row.getLong("project_id")),
        row.getString("name"),
        row.getString("model_type"),
        Optional.ofNullable(row.getString("source_run")).map(RunId::new),
        LoggedModel.Status.valueOf(row.getString("status")),
        row.getString("status_message"),
        Rows.time(row, "created_at"),
        Rows.time(row, "updated_at"),
        Rows.timeIfAny(row, "deleted_at"),
        Map.copyOf(params),
        Map.copyOf(tags),
        metrics);
  }
}
