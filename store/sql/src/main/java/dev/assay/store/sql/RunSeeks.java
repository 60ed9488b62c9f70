package dev.assay.store.sql;

import dev.assay.core.query.CodePointOrder;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.RunField;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds a condition of a filter that an index answers and that few runs of a project meet, so that
 * the search can look at just those. Counting stops at a bound.
 */
final class RunSeeks {
  /** So few are not worth looking for fewer. */
  private static final int FEW = 64;

  private static final int LIST_MAX = 256;

  private final Session session;
  private final RunColumns columns;
  private final FilterSql<RunField> conditions;
  private final Visibility visibility;

  RunSeeks(
      Session session, RunColumns columns, FilterSql<RunField> conditions, Visibility visibility) {
    this.session = session;
    this.columns = columns;
    this.conditions = conditions;
    this.visibility = visibility;
  }

  /** A query for the numbers of at most {@code most} runs that hold all the filter finds. */
  Optional<Sql> best(Filter<RunField> filter, long project, long most) throws SQLException {
    Optional<Sql> best = Optional.empty();
    long fewest = most;
    for (Filter<RunField> part : conjuncts(filter).toList()) {
      Optional<Sql> seek = seek(part, project);
      if (seek.isPresent()) {
        long count = count(seek.get(), fewest + 1);
        if (count <= fewest) {
          best = seek;
          fewest = count;
        }
        if (fewest <= FEW && best.isPresent()) {
          return best;
        }
      }
    }
    return best;
  }

  private long count(Sql seek, long bound) throws SQLException {
    Sql sql = Sql.of("SELECT count(*) FROM (").add(seek).add(" LIMIT ?) counted", bound);
    return session.number(sql.text(), sql.values());
  }

  private static Stream<Filter<RunField>> conjuncts(Filter<RunField> filter) {
    return filter instanceof Filter.And<RunField>(List<Filter<RunField>> all)
        ? all.stream().flatMap(RunSeeks::conjuncts)
        : Stream.of(filter);
  }

  private Optional<Sql> seek(Filter<RunField> filter, long project) {
    return switch (filter) {
      case Filter.Comparison<RunField>(RunField field, Operator operator, Value value) ->
          comparison(field, operator, value, project);
      case Filter.Membership<RunField>(RunField field, boolean negated, List<String> values) ->
          negated || values.isEmpty() || values.size() > LIST_MAX
              ? Optional.empty()
              : texts(field, values, project);
      case Filter.Or<RunField>(List<Filter<RunField>> any) -> any(any, project);
      case Filter.And<RunField> and -> Optional.empty();
      case Filter.Present<RunField> present -> Optional.empty();
      case Filter.Absent<RunField> absent -> Optional.empty();
    };
  }

  /** Every branch must have an index. */
  private Optional<Sql> any(List<Filter<RunField>> branches, long project) {
    List<Sql> seeks = new ArrayList<>();
    for (Filter<RunField> branch : branches) {
      Optional<Sql> seek = seek(branch, project);
      if (seek.isEmpty()) {
        return Optional.empty();
      }
      seeks.add(seek.get());
    }
    Sql sql = new Sql();
    String before = "";
    for (Sql seek : seeks) {
      sql.add(before).add(seek);
      before = " UNION ALL ";
    }
    return seeks.isEmpty() ? Optional.empty() : Optional.of(sql);
  }

  private Optional<Sql> comparison(RunField field, Operator operator, Value value, long project) {
    return switch (value) {
      case Value.Text(String text) ->
          operator == Operator.EQUAL ? texts(field, List.of(text), project) : Optional.empty();
      case Value.Numeric number -> number(field, operator, number, project);
    };
  }

  private Optional<Sql> texts(RunField field, List<String> values, long project) {
    return switch (field) {
      case RunField.Param(String key) ->
          Optional.of(keyed("run_param", columns.key(key), values, project));
      case RunField.Tag(String key) ->
          Optional.of(keyed("run_tag", columns.key(key), values, project));
      case RunField.Dataset part -> dataset(part, values, project);
      case RunField.Metric metric -> Optional.empty();
      case RunField.Attribute attribute -> attribute(attribute, values, project);
    };
  }

  private Sql keyed(String table, long key, List<String> values, long project) {
    return Sql.of(
            "SELECT run_id AS id FROM "
                + table
                + session.dialect().indexedBy(table + "_by_value")
                + " WHERE project_id = ? AND key_id = ? AND ",
            project,
            key)
        .add(cutIn("value", values));
  }

  /**
   * The index holds only the beginning of a text; the whole filter is checked on each run anyway.
   */
  private static Sql cutIn(String column, List<String> values) {
    Object[] cut =
        values.stream()
            .map(value -> CodePointOrder.prefix(value, Order.TEXT_LENGTH_MAX))
            .distinct()
            .toArray();
    return Sql.of(
        "substr("
            + column
            + ", 1, "
            + Order.TEXT_LENGTH_MAX
            + ") IN "
            + Sql.placeholders(cut.length),
        cut);
  }

  private Optional<Sql> dataset(RunField.Dataset part, List<String> values, long project) {
    String column =
        switch (part) {
          case NAME -> "d.name";
          case DIGEST -> "d.digest";
          case CONTEXT -> "";
        };
    if (column.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Sql.of(
                "SELECT l.run_id AS id FROM dataset d CROSS JOIN run_dataset l WHERE d.project_id = ? AND l.dataset_id = d.id AND ",
                project)
            .add(column + " IN " + Sql.placeholders(values.size()), values.toArray()));
  }

  private Optional<Sql> attribute(RunField.Attribute attribute, List<String> values, long project) {
    if (attribute == RunField.Attribute.ID) {
      return Optional.of(
          Sql.of(
              "SELECT id FROM run WHERE uid IN " + Sql.placeholders(values.size()),
              values.toArray()));
    }
    if (visibility != Visibility.ACTIVE) {
      return Optional.empty();
    }
    return switch (attribute) {
      case NAME -> Optional.of(runs("run_by_name", cutIn("name", values), project));
      case USER -> Optional.of(runs("run_by_user", cutIn("user_name", values), project));
      case STATUS ->
          Optional.of(
              runs(
                  "run_by_status",
                  Sql.of("status IN " + Sql.placeholders(values.size()), values.toArray()),
                  project));
      case ID, PROJECT, STARTED_AT, ENDED_AT -> Optional.empty();
    };
  }

  private Sql runs(String index, Sql condition, long project) {
    return Sql.of(
            "SELECT id FROM run"
                + session.dialect().indexedBy(index)
                + " WHERE project_id = ? AND deleted_at IS NULL AND ",
            project)
        .add(condition);
  }

  private Optional<Sql> number(
      RunField field, Operator operator, Value.Numeric value, long project) {
    if (operator == Operator.NOT_EQUAL) {
      return Optional.empty();
    }
    return switch (field) {
      case RunField.Metric(String key, RunField.Aggregate aggregate) ->
          Optional.of(metric(field, columns.key(key), aggregate, operator, value, project));
      case RunField.Attribute.STARTED_AT ->
          time("run_by_start", field, "started_at", operator, value, project);
      case RunField.Attribute.ENDED_AT ->
          time("run_by_end", field, "ended_at", operator, value, project);
      case RunField.Attribute attribute -> Optional.empty();
      case RunField.Param param -> Optional.empty();
      case RunField.Tag tag -> Optional.empty();
      case RunField.Dataset dataset -> Optional.empty();
    };
  }

  private Optional<Sql> time(
      String index,
      RunField field,
      String column,
      Operator operator,
      Value.Numeric value,
      long project) {
    if (visibility != Visibility.ACTIVE) {
      return Optional.empty();
    }
    return Optional.of(
        runs(
            index, conditions.comparison(columns.column(field), column, operator, value), project));
  }

  private Sql metric(
      RunField field,
      long key,
      RunField.Aggregate aggregate,
      Operator operator,
      Value.Numeric value,
      long project) {
    String column = RunColumns.column(aggregate);
    String index =
        switch (aggregate) {
          case LAST -> "metric_by_last";
          case MIN -> "metric_by_min";
          case MAX -> "metric_by_max";
        };
    Sql condition = conditions.comparison(columns.column(field), column, operator, value);
    return new Sql()
        .add(summaries(index, 1, key, project))
        .add(condition)
        .add(" UNION ALL ")
        .add(summaries("metric_unsettled", 0, key, project))
        .add(condition);
  }

  private Sql summaries(String index, int settled, long key, long project) {
    return Sql.of(
        "SELECT run_id AS id FROM metric_summary"
            + session.dialect().indexedBy(index)
            + " WHERE project_id = ? AND key_id = ? AND settled = "
            + settled
            + " AND ",
        project,
        key);
  }
}
