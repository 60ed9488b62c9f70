package dev.assay.store.sql;

import dev.assay.core.run.RunField;
import dev.assay.store.sql.SearchColumn.Beside;
import dev.assay.store.sql.SearchColumn.Kind;
import java.sql.SQLException;
import java.util.List;

/** Where the fields of runs are: in table {@code run r}, or beside it. For use in one search. */
final class RunColumns {
  /** What no key has as its number. */
  private static final long NO_KEY = -1;

  private final Session session;
  private final Database database;
  private final Keys keys;

  RunColumns(Session session, Database database, Keys keys) {
    this.session = session;
    this.database = database;
    this.keys = keys;
  }

  SearchColumn column(RunField field) {
    return switch (field) {
      case RunField.Attribute attribute -> attribute(attribute);
      case RunField.Metric(String key, RunField.Aggregate aggregate) ->
          SearchColumn.beside(keyed("metric_summary", key), "@." + column(aggregate), Kind.DOUBLE);
      case RunField.Param(String key) ->
          SearchColumn.beside(keyed("run_param", key), "@.value", Kind.TEXT);
      case RunField.Tag(String key) ->
          SearchColumn.beside(keyed("run_tag", key), "@.value", Kind.TEXT);
      case RunField.Dataset part -> dataset(part);
    };
  }

  private static SearchColumn attribute(RunField.Attribute attribute) {
    return switch (attribute) {
      case ID -> SearchColumn.word("r.uid");
      case PROJECT -> SearchColumn.word("CAST(r.project_id AS TEXT)");
      case NAME -> SearchColumn.text("r.name");
      case STATUS -> SearchColumn.word("r.status");
      case USER -> SearchColumn.text("r.user_name");
      case STARTED_AT -> SearchColumn.number("r.started_at");
      case ENDED_AT -> SearchColumn.number("r.ended_at").optional();
    };
  }

  /** The column of {@code metric_summary}. */
  static String column(RunField.Aggregate aggregate) {
    return switch (aggregate) {
      case LAST -> "last_value";
      case MIN -> "min_value";
      case MAX -> "max_value";
    };
  }

  private Beside keyed(String table, String key) {
    return new Beside(table, "@.run_id = r.id AND @.key_id = ?", List.of(key(key)), "run_id");
  }

  /** The number of a key, or one that no row has. */
  long key(String name) {
    try {
      return keys.find(session, name).orElse(NO_KEY);
    } catch (SQLException e) {
      throw database.failure(e);
    }
  }

  private static SearchColumn dataset(RunField.Dataset part) {
    String inputs =
        "(SELECT l.run_id, l.context, d.name, d.digest FROM run_dataset l JOIN dataset d ON d.id = l.dataset_id)";
    String column =
        switch (part) {
          case NAME -> "@.name";
          case DIGEST -> "@.digest";
          case CONTEXT -> "@.context";
        };
    return SearchColumn.beside(
        new Beside(inputs, "@.run_id = r.id", List.of(), "run_id"), column, Kind.TEXT);
  }
}
