package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.dataset.Datasets;
import dev.assay.core.project.ProjectId;
import dev.assay.core.run.RunId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Datasets as inputs of runs. */
final class SqlDatasets implements Datasets {
  private final Database database;

  SqlDatasets(Database database) {
    this.database = database;
  }

  private record Place(long run, long project) {}

  @Override
  public int link(RunId run, List<DatasetInput> inputs) {
    return database.write(
        session -> {
          Place place =
              session
                  .first(
                      "SELECT id, project_id FROM run WHERE uid = ?",
                      row -> new Place(row.getLong(1), row.getLong(2)),
                      run.value())
                  .orElseThrow(() -> Failure.notFound("there is no run with id " + run));
          int added = 0;
          for (DatasetInput input : inputs) {
            added += link(session, place, input) ? 1 : 0;
          }
          return added;
        });
  }

  @Override
  public List<DatasetInput> inputs(RunId run) {
    return database.read(
        session -> {
          Map<Long, Dataset> links = new LinkedHashMap<>();
          session.each(
              """
              SELECT l.id AS link, d.name, d.digest, d.source_type, d.source, d.schema, d.profile
              FROM run_dataset l JOIN dataset d ON d.id = l.dataset_id
              WHERE l.run_id = (SELECT id FROM run WHERE uid = ?) ORDER BY l.id
              """,
              row -> links.put(row.getLong("link"), dataset(row)),
              run.value());
          Map<Long, Map<String, String>> tags =
              Rows.named(session, "run_dataset_tag", "link_id", links.keySet());
          List<DatasetInput> inputs = new ArrayList<>();
          links.forEach(
              (link, dataset) ->
                  inputs.add(new DatasetInput(dataset, tags.getOrDefault(link, Map.of()))));
          return List.copyOf(inputs);
        });
  }

  @Override
  public List<Use> uses(List<ProjectId> projects, int limit) {
    if (projects.isEmpty()) {
      return List.of();
    }
    Sql query =
        Sql.of(
                """
                SELECT DISTINCT d.project_id, d.name, d.digest, l.context
                FROM dataset d JOIN run_dataset l ON l.dataset_id = d.id WHERE d.project_id IN \
                """
                    + Sql.placeholders(projects.size()),
                projects.stream().map(ProjectId::value).toArray())
            .add(" LIMIT ?", (long) limit);
    return database.read(session -> session.list(query.text(), SqlDatasets::use, query.values()));
  }

  private static boolean link(Session session, Place place, DatasetInput input)
      throws SQLException {
    long dataset = dataset(session, place.project(), input.dataset());
    boolean linked =
        session.any(
            "SELECT 1 FROM run_dataset WHERE run_id = ? AND dataset_id = ?", place.run(), dataset);
    if (linked) {
      return false;
    }
    long link =
        session.number(
            "INSERT INTO run_dataset (run_id, dataset_id, context) VALUES (?, ?, ?) RETURNING id",
            place.run(),
            dataset,
            input.context().orElse(null));
    Rows.set(session, "run_dataset_tag", "link_id", link, input.tags());
    return true;
  }

  /** The number of a dataset, which is made when it is new to the project. */
  private static long dataset(Session session, long project, Dataset dataset) throws SQLException {
    Optional<Long> known =
        session.first(
            "SELECT id FROM dataset WHERE project_id = ? AND name = ? AND digest = ?",
            row -> row.getLong(1),
            project,
            dataset.name(),
            dataset.digest());
    if (known.isPresent()) {
      return known.get();
    }
    return session.number(
        """
        INSERT INTO dataset (project_id, name, digest, source_type, source, schema, profile)
        VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
        """,
        project,
        dataset.name(),
        dataset.digest(),
        dataset.sourceType(),
        dataset.source(),
        dataset.schema().orElse(null),
        dataset.profile().orElse(null));
  }

  private static Dataset dataset(ResultSet row) throws SQLException {
    return new Dataset(
        row.getString("name"),
        row.getString("digest"),
        row.getString("source_type"),
        row.getString("source"),
        Optional.ofNullable(row.getString("schema")),
        Optional.ofNullable(row.getString("profile")));
  }

  private static Use use(ResultSet row) throws SQLException {
    return new Use(
        new ProjectId(row.getLong(1)),
        row.getString(2),
        row.getString(3),
        Optional.ofNullable(row.getString(4)));
  }
}
