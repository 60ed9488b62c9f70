package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Params and tags of runs: texts by key. For use in a transaction. */
final class RunTexts {
  static final String PARAMS = "run_param";
  static final String TAGS = "run_tag";

  private final Keys keys;

  RunTexts(Keys keys) {
    this.keys = keys;
  }

  /** Adds params; gives the keys that were new. */
  Set<String> add(Session session, RunRow run, Map<String, String> params) throws SQLException {
    Map<String, String> fresh = changed(session, PARAMS, run, params, true);
    put(session, PARAMS, run, fresh);
    return Set.copyOf(fresh.keySet());
  }

  /** Sets texts; gives the keys that were new or got another value. */
  Set<String> set(Session session, String table, RunRow run, Map<String, String> texts)
      throws SQLException {
    Map<String, String> changed = changed(session, table, run, texts, false);
    put(session, table, run, changed);
    return Set.copyOf(changed.keySet());
  }

  boolean delete(Session session, String table, RunRow run, String key) throws SQLException {
    OptionalLong id = keys.find(session, key);
    return id.isPresent()
        && session.update(
                "DELETE FROM " + table + " WHERE run_id = ? AND key_id = ?",
                run.id(),
                id.getAsLong())
            > 0;
  }

  /** Those of the texts that are not there with the same value. */
  private Map<String, String> changed(
      Session session, String table, RunRow run, Map<String, String> texts, boolean fixed)
      throws SQLException {
    Map<Long, String> kept = kept(session, table, run, texts.keySet());
    Map<String, String> changed = new HashMap<>();
    for (Map.Entry<String, String> text : texts.entrySet()) {
      OptionalLong id = keys.find(session, text.getKey());
      String before = id.isPresent() ? kept.get(id.getAsLong()) : null;
      if (before == null) {
        changed.put(text.getKey(), text.getValue());
      } else if (!before.equals(text.getValue())) {
        if (fixed) {
          throw otherValue(text.getKey(), before, text.getValue());
        }
        changed.put(text.getKey(), text.getValue());
      }
    }
    return changed;
  }

  private static Failure otherValue(String key, String kept, String value) {
    return Failure.conflict(
        "param '" + key + "' is '" + kept + "' already and cannot become '" + value + "'");
  }

  private Map<Long, String> kept(Session session, String table, RunRow run, Set<String> names)
      throws SQLException {
    List<Long> ids = new ArrayList<>();
    for (String name : names) {
      keys.find(session, name).ifPresent(ids::add);
    }
    Map<Long, String> kept = new HashMap<>();
    for (List<Long> chunk : Numbers.chunks(ids)) {
      Sql sql =
          Sql.of(
              "SELECT key_id, value FROM " + table + " WHERE run_id = ? AND key_id IN ", run.id());
      sql.add(Numbers.in(chunk));
      session.each(sql.text(), row -> kept.put(row.getLong(1), row.getString(2)), sql.values());
    }
    return kept;
  }

  private void put(Session session, String table, RunRow run, Map<String, String> texts)
      throws SQLException {
    if (texts.isEmpty()) {
      return;
    }
    Map<String, Long> ids = keys.ids(session, texts.keySet());
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO "
                + table
                + " (run_id, key_id, project_id, started_at, value) VALUES (?, ?, ?, ?, ?) ON CONFLICT (run_id, key_id) DO UPDATE SET value = excluded.value");
    insert.clearBatch(); // of a use that failed half way
    for (Map.Entry<String, String> text : texts.entrySet()) {
      Session.bind(
          insert,
          run.id(),
          ids.get(text.getKey()),
          run.info().projectId().value(),
          run.info().startedAt().toEpochMilli(),
          text.getValue());
      insert.addBatch();
    }
    insert.executeBatch();
  }
}
