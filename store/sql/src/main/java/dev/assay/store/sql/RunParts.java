package dev.assay.store.sql;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.metric.Latest;
import dev.assay.core.query.CodePointOrder;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.Run.ModelOutput;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the parts of runs that a projection names: a few queries for a whole page. */
final class RunParts {
  private final Session session;
  private final Keys keys;

  RunParts(Session session, Keys keys) {
    this.session = session;
    this.keys = keys;
  }

  List<Run> runs(List<RunRow> rows, Projection projection) throws SQLException {
    List<Run> runs = new ArrayList<>(rows.size());
    for (int from = 0; from < rows.size(); from += Numbers.LIST_MAX) {
      chunk(rows.subList(from, Math.min(from + Numbers.LIST_MAX, rows.size())), projection, runs);
    }
    return runs;
  }

  private void chunk(List<RunRow> rows, Projection projection, List<Run> runs) throws SQLException {
    List<Long> ids = rows.stream().map(RunRow::id).toList();
    Map<Long, Map<String, String>> params = texts("run_param", ids, projection.params());
    Map<Long, Map<String, String>> tags = texts("run_tag", ids, projection.tags());
    Map<Long, List<Latest>> latest = latest(ids, projection.metrics());
    Map<Long, List<DatasetInput>> inputs = projection.datasets() ? inputs(ids) : Map.of();
    Map<Long, List<LoggedModelId>> models = projection.models() ? modelInputs(ids) : Map.of();
    Map<Long, List<ModelOutput>> outputs = projection.models() ? modelOutputs(ids) : Map.of();
    for (RunRow row : rows) {
      runs.add(
          new Run(
              row.info(),
              params.getOrDefault(row.id(), Map.of()),
              tags.getOrDefault(row.id(), Map.of()),
              latest.getOrDefault(row.id(), List.of()),
              inputs.getOrDefault(row.id(), List.of()),
              models.getOrDefault(row.id(), List.of()),
              outputs.getOrDefault(row.id(), List.of())));
    }
  }

  private Map<Long, Map<String, String>> texts(String table, List<Long> ids, Projection.Keys wanted)
      throws SQLException {
    Optional<Sql> some = among(wanted);
    if (some.isEmpty()) {
      return Map.of();
    }
    Sql sql = Sql.of("SELECT run_id, key_id, value FROM " + table + " WHERE run_id IN ");
    sql.add(Numbers.in(ids)).add(some.get());
    Map<Long, List<Map.Entry<String, String>>> found = new HashMap<>();
    session.each(
        sql.text(),
        row ->
            found
                .computeIfAbsent(row.getLong(1), run -> new ArrayList<>())
                .add(Map.entry(keys.name(session, row.getLong(2)), row.getString(3))),
        sql.values());
    Map<Long, Map<String, String>> ordered = HashMap.newHashMap(found.size());
    found.forEach((run, entries) -> ordered.put(run, ordered(entries)));
    return ordered;
  }

  private static Map<String, String> ordered(List<Map.Entry<String, String>> entries) {
    entries.sort(Map.Entry.comparingByKey(CodePointOrder.BY_CODE_POINT));
    Map<String, String> ordered = LinkedHashMap.newLinkedHashMap(entries.size());
    entries.forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
    return Collections.unmodifiableMap(ordered);
  }

  private Map<Long, List<Latest>> latest(List<Long> ids, Projection.Keys wanted)
      throws SQLException {
    Optional<Sql> some = among(wanted);
    if (some.isEmpty()) {
      return Map.of();
    }
    Sql sql =
        Sql.of(
            "SELECT run_id, key_id, last_value, last_time, last_step FROM metric_summary WHERE run_id IN ");
    sql.add(Numbers.in(ids)).add(some.get());
    Map<Long, List<Latest>> found = new HashMap<>();
    session.each(
        sql.text(),
        row ->
            found
                .computeIfAbsent(row.getLong(1), run -> new ArrayList<>())
                .add(
                    new Latest(
                        keys.name(session, row.getLong(2)),
                        SortableDouble.decode(Session.numberOrNull(row, 3)),
                        row.getLong(4),
                        row.getLong(5))),
        sql.values());
    found.values().forEach(RunParts::sort);
    return found;
  }

  private static void sort(List<Latest> latest) {
    latest.sort(Comparator.comparing(Latest::key, CodePointOrder.BY_CODE_POINT));
  }

  /** What narrows a query to the keys wanted; empty when none is. */
  private Optional<Sql> among(Projection.Keys wanted) throws SQLException {
    return switch (wanted) {
      case Projection.Keys.All every -> Optional.of(new Sql());
      case Projection.Keys.Only(var names) -> {
        List<Long> known = new ArrayList<>();
        for (String name : names) {
          keys.find(session, name).ifPresent(known::add);
        }
        yield known.isEmpty()
            ? Optional.empty()
            : Optional.of(Sql.of(" AND key_id IN ").add(Numbers.in(known)));
      }
    };
  }

  private Map<Long, List<DatasetInput>> inputs(List<Long> ids) throws SQLException {
    Map<Long, Map<String, String>> tags = datasetTags(ids);
    Sql sql =
        Sql.of(
            "SELECT l.run_id, l.id, d.name, d.digest, d.source_type, d.source, d.schema, d.profile FROM run_dataset l JOIN dataset d ON d.id = l.dataset_id WHERE l.run_id IN ");
    sql.add(Numbers.in(ids)).add(" ORDER BY l.id");
    Map<Long, List<DatasetInput>> found = new HashMap<>();
    session.each(
        sql.text(),
        row -> {
          Dataset dataset =
              new Dataset(
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  Optional.ofNullable(row.getString(7)),
                  Optional.ofNullable(row.getString(8)));
          found
              .computeIfAbsent(row.getLong(1), run -> new ArrayList<>())
              .add(new DatasetInput(dataset, tags.getOrDefault(row.getLong(2), Map.of())));
        },
        sql.values());
    return found;
  }

  private Map<Long, Map<String, String>> datasetTags(List<Long> ids) throws SQLException {
    Sql sql =
        Sql.of(
            "SELECT t.link_id, t.name, t.value FROM run_dataset l JOIN run_dataset_tag t ON t.link_id = l.id WHERE l.run_id IN ");
    sql.add(Numbers.in(ids));
    Map<Long, Map<String, String>> tags = new HashMap<>();
    session.each(
        sql.text(),
        row ->
            tags.computeIfAbsent(row.getLong(1), link -> new HashMap<>())
                .put(row.getString(2), row.getString(3)),
        sql.values());
    return tags;
  }

  private Map<Long, List<LoggedModelId>> modelInputs(List<Long> ids) throws SQLException {
    Sql sql = Sql.of("SELECT run_id, model FROM run_model_input WHERE run_id IN ");
    sql.add(Numbers.in(ids)).add(" ORDER BY id");
    Map<Long, List<LoggedModelId>> found = new HashMap<>();
    session.each(
        sql.text(),
        row ->
            found
                .computeIfAbsent(row.getLong(1), run -> new ArrayList<>())
                .add(new LoggedModelId(row.getString(2))),
        sql.values());
    return found;
  }

  private Map<Long, List<ModelOutput>> modelOutputs(List<Long> ids) throws SQLException {
    Sql sql = Sql.of("SELECT run_id, model, step FROM run_model_output WHERE run_id IN ");
    sql.add(Numbers.in(ids)).add(" ORDER BY id");
    Map<Long, List<ModelOutput>> found = new HashMap<>();
    session.each(
        sql.text(),
        row ->
            found
                .computeIfAbsent(row.getLong(1), run -> new ArrayList<>())
                .add(new ModelOutput(new LoggedModelId(row.getString(2)), row.getLong(3))),
        sql.values());
    return found;
  }
}
