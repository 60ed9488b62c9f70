package dev.assay.store.sql;

import dev.assay.core.query.Visibility;
import dev.assay.core.run.RunField;
import dev.assay.store.sql.SearchColumn.Beside;
import java.util.List;
import java.util.Objects;

/**
 * From where a search reads runs along an index, by the first term of its order and the class of
 * its value there (0 value, 1 NaN, 2 nothing). All sources of a class together hold all runs of it.
 */
final class RunSources {
  /** The alias of the table walked, when the first term is kept beside the run. */
  static final String WALKED = "w";

  private final Dialect dialect;
  private final RunColumns columns;
  private final Visibility visibility;

  RunSources(Dialect dialect, RunColumns columns, Visibility visibility) {
    this.dialect = dialect;
    this.columns = columns;
    this.visibility = visibility;
  }

  /**
   * A part of the runs of a project, in the order of an index.
   *
   * @param from what stands after FROM; joins may follow
   * @param where what stands after WHERE
   * @param besideRun whether the table {@link #WALKED} is walked
   */
  record Source(String from, Sql where, boolean besideRun) {}

  List<Source> of(RunField first, int rank, long project) {
    return switch (first) {
      case RunField.Attribute attribute -> attribute(attribute, rank, project);
      case RunField.Metric(String key, RunField.Aggregate aggregate) ->
          rank == 2
              ? without(columns.column(first), project)
              : metric(columns.key(key), aggregate, rank, project);
      case RunField.Param(String key) -> text(first, "run_param", key, rank, project);
      case RunField.Tag(String key) -> text(first, "run_tag", key, rank, project);
      case RunField.Dataset part -> List.of();
    };
  }

  private List<Source> attribute(RunField.Attribute attribute, int rank, long project) {
    if (attribute == RunField.Attribute.ENDED_AT && rank == 2) {
      return runs("run_by_start", " AND r.ended_at IS NULL", project);
    }
    if (rank != 0) {
      return List.of();
    }
    return switch (attribute) {
      case ID, PROJECT, STARTED_AT -> runs("run_by_start", "", project);
      case NAME -> runs("run_by_name", "", project);
      case STATUS -> runs("run_by_status", "", project);
      case USER -> runs("run_by_user", "", project);
      case ENDED_AT -> runs("run_by_end", " AND r.ended_at IS NOT NULL", project);
    };
  }

  /** Deleted runs have one index only. */
  private List<Source> runs(String index, String condition, long project) {
    Source active = runs(index, "r.deleted_at IS NULL", condition, project);
    Source deleted = runs("run_by_start_deleted", "r.deleted_at IS NOT NULL", condition, project);
    return switch (visibility) {
      case ACTIVE -> List.of(active);
      case DELETED -> List.of(deleted);
      case ALL -> List.of(active, deleted);
    };
  }

  private Source runs(String index, String visible, String condition, long project) {
    return new Source(
        "run r" + dialect.indexedBy(index),
        Sql.of("r.project_id = ? AND " + visible + condition, project),
        false);
  }

  private List<Source> metric(long key, RunField.Aggregate aggregate, int rank, long project) {
    String column = RunColumns.column(aggregate);
    String valued = " AND w." + column + (rank == 1 ? " IS NULL" : " IS NOT NULL");
    String index =
        switch (aggregate) {
          case LAST -> "metric_by_last";
          case MIN -> "metric_by_min";
          case MAX -> "metric_by_max";
        };
    return List.of(
        beside("metric_summary", index, " AND w.settled = 1" + valued, key, project),
        beside("metric_summary", "metric_unsettled", " AND w.settled = 0" + valued, key, project));
  }

  private List<Source> text(RunField field, String table, String key, int rank, long project) {
    return switch (rank) {
      case 0 -> List.of(beside(table, table + "_by_value", "", columns.key(key), project));
      case 2 -> without(columns.column(field), project);
      default -> List.of();
    };
  }

  private Source beside(String table, String index, String condition, long key, long project) {
    return new Source(
        table + " " + WALKED + dialect.indexedBy(index) + " CROSS JOIN run r",
        Sql.of(
            "w.project_id = ? AND w.key_id = ? AND r.id = w.run_id AND "
                + SqlProjects.visible(visibility, "r")
                + condition,
            project,
            key),
        true);
  }

  private List<Source> without(SearchColumn column, long project) {
    Beside beside = Objects.requireNonNull(column.beside());
    String lacks = " AND NOT EXISTS (SELECT 1 FROM " + beside.table() + " n WHERE ";
    return runs("run_by_start", "", project).stream()
        .map(
            source ->
                new Source(
                    source.from(),
                    new Sql().add(source.where()).add(lacks).add(beside.linked("n")).add(")"),
                    false))
        .toList();
  }
}
