package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModelField;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModelQuery;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelMetric;
import dev.assay.core.registry.ModelMetric.DatasetRef;
import dev.assay.core.run.Run.ModelOutput;
import dev.assay.core.run.RunId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Logged models. */
final class SqlLoggedModels implements LoggedModels {
  private static final String PARAMS = "logged_model_param";
  private static final String TAGS = "logged_model_tag";
  private static final String OWNER = "model_id";

  private final Database database;

  SqlLoggedModels(Database database) {
    this.database = database;
  }

  @Override
  public void create(LoggedModel model) {
    database.write(
        session -> {
          requireNew(session, model);
          long number =
              session.number(
                  """
                  INSERT INTO logged_model (uid, project_id, name, model_type, source_run, status,
                    status_message, created_at, updated_at, deleted_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                  """,
                  model.id().value(),
                  model.projectId().value(),
                  model.name(),
                  model.modelType(),
                  model.sourceRun().map(RunId::value).orElse(null),
                  model.status().name(),
                  model.statusMessage(),
                  model.createdAt().toEpochMilli(),
                  model.updatedAt().toEpochMilli(),
                  model.deletedAt().map(Instant::toEpochMilli).orElse(null));
          Rows.set(session, PARAMS, OWNER, number, model.params());
          Rows.set(session, TAGS, OWNER, number, model.tags());
          return number;
        });
  }

  @Override
  public Optional<LoggedModel> find(LoggedModelId id) {
    return database.read(
        session -> {
          Optional<Long> number = find(session, id);
          return number.isEmpty()
              ? Optional.empty()
              : LoggedModelReader.models(session, List.of(number.get())).stream().findFirst();
        });
  }

  @Override
  public Page<LoggedModel> search(LoggedModelQuery query, PageRequest page) {
    LoggedModelColumns columns = new LoggedModelColumns(query.datasets());
    if (query.projects().isEmpty()) {
      return Page.last(List.of());
    }
    Sql scope =
        Sql.of(
                "m.deleted_at IS NULL AND m.project_id IN "
                    + Sql.placeholders(query.projects().size()),
                query.projects().stream().map(ProjectId::value).toArray())
            .add(" AND ")
            .add(columns.hasDataset());
    Search<LoggedModelField> search =
        new Search<>(database.dialect(), "logged_model m", columns::filtered, columns::ordered);
    return database.read(
        session -> {
          Page<Long> found = search.page(session, scope, query.filter(), query.totalOrder(), page);
          return new Page<>(LoggedModelReader.models(session, found.items()), found.next());
        });
  }

  @Override
  public void update(
      LoggedModelId id, LoggedModel.Status status, Optional<Instant> deletedAt, Instant at) {
    database.write(
        session ->
            session.update(
                "UPDATE logged_model SET status = ?, deleted_at = ?, updated_at = ? WHERE id = ?",
                status.name(),
                deletedAt.map(Instant::toEpochMilli).orElse(null),
                at.toEpochMilli(),
                number(session, id)));
  }

  @Override
  public void setTags(LoggedModelId id, Map<String, String> tags, Instant at) {
    database.write(
        session -> {
          long number = number(session, id);
          Rows.set(session, TAGS, OWNER, number, tags);
          return touch(session, number, at);
        });
  }

  @Override
  public boolean deleteTag(LoggedModelId id, String key, Instant at) {
    return database.write(
        session -> {
          long number = number(session, id);
          int removed =
              session.update(
                  "DELETE FROM logged_model_tag WHERE model_id = ? AND name = ?", number, key);
          return removed > 0 && touch(session, number, at) > 0;
        });
  }

  @Override
  public void addParams(LoggedModelId id, Map<String, String> params, Instant at) {
    database.write(
        session -> {
          long number = number(session, id);
          Map<String, String> kept =
              Rows.named(session, PARAMS, OWNER, List.of(number)).getOrDefault(number, Map.of());
          params.keySet().stream()
              .filter(kept::containsKey)
              .findFirst()
              .ifPresent(
                  key -> {
                    throw Failure.invalid(
                        "logged model " + id + " has a param '" + key + "' already");
                  });
          Rows.set(session, PARAMS, OWNER, number, params);
          return touch(session, number, at);
        });
  }

  @Override
  public void addMetrics(List<ModelMetric> metrics) {
    database.write(
        session -> {
          for (ModelMetric metric : metrics) {
            keepLatest(session, number(session, metric.model()), metric);
          }
          return metrics.size();
        });
  }

  @Override
  public int linkInputs(RunId run, List<LoggedModelId> models) {
    return database.write(
        session -> {
          long number = run(session, run);
          int added = 0;
          for (LoggedModelId model : models) {
            added +=
                session.update(
                    "INSERT INTO run_model_input (run_id, model) VALUES (?, ?) ON CONFLICT DO NOTHING",
                    number,
                    model.value());
          }
          return added;
        });
  }

  @Override
  public int linkOutputs(RunId run, List<ModelOutput> outputs) {
    return database.write(
        session -> {
          long number = run(session, run);
          int added = 0;
          for (ModelOutput output : outputs) {
            added +=
                session.update(
                    "INSERT INTO run_model_output (run_id, model, step) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
                    number,
                    output.model().value(),
                    output.step());
          }
          return added;
        });
  }

  private static void requireNew(Session session, LoggedModel model) throws SQLException {
    if (!session.any("SELECT 1 FROM project WHERE id = ?", model.projectId().value())) {
      throw Failure.notFound("there is no project with id " + model.projectId());
    }
    if (find(session, model.id()).isPresent()) {
      throw Failure.alreadyExists("there is a logged model with id " + model.id() + " already");
    }
  }

  private static Optional<Long> find(Session session, LoggedModelId id) throws SQLException {
    return session.first(
        "SELECT id FROM logged_model WHERE uid = ?", row -> row.getLong(1), id.value());
  }

  private static long number(Session session, LoggedModelId id) throws SQLException {
    return find(session, id)
        .orElseThrow(() -> Failure.notFound("there is no logged model with id " + id));
  }

  private static long run(Session session, RunId id) throws SQLException {
    return session
        .first("SELECT id FROM run WHERE uid = ?", row -> row.getLong(1), id.value())
        .orElseThrow(() -> Failure.notFound("there is no run with id " + id));
  }

  private static int touch(Session session, long number, Instant at) throws SQLException {
    return session.update(
        "UPDATE logged_model SET updated_at = ? WHERE id = ?", at.toEpochMilli(), number);
  }

  private static void keepLatest(Session session, long number, ModelMetric metric)
      throws SQLException {
    MetricPoint point = metric.point();
    Object[] key = {
      number,
      point.key(),
      metric.dataset().map(DatasetRef::name).orElse(""),
      metric.dataset().map(DatasetRef::digest).orElse(""),
      metric.run().value()
    };
    Optional<MetricPoint> kept =
        session.first(
            """
            SELECT value, time, step FROM logged_model_metric WHERE model_id = ? AND name = ?
              AND dataset_name = ? AND dataset_digest = ? AND run = ?
            """,
            row -> LoggedModelReader.point(row, point.key()),
            key);
    if (kept.isPresent() && MetricPoint.BY_PROGRESS.compare(kept.get(), point) >= 0) {
      return;
    }
    session.update(
        """
        INSERT INTO logged_model_metric (model_id, name, dataset_name, dataset_digest, run, value, time, step)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (model_id, name, dataset_name, dataset_digest, run)
        DO UPDATE SET value = excluded.value, time = excluded.time, step = excluded.step
        """,
        key[0],
        key[1],
        key[2],
        key[3],
        key[4],
        SortableDouble.encode(point.value()),
        point.timeMillis(),
        point.step());
  }
}
