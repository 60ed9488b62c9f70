package dev.assay.store.sql;

import dev.assay.core.project.ProjectId;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A project with many ended runs, put into the tables directly, since only reading is tried here:
 * run i has metrics m0, m1, ... of random values, params p0, p1, ... and tags t0, t1, ...
 */
final class ManyRuns {
  private static final int PER_TRANSACTION = 2_000;
  private static final byte[] NO_TALLY = new byte[0];

  private final SqlStore store;
  private final int metrics;
  private final int params;
  private final int tags;
  private final Random random = new Random(1);

  private ManyRuns(SqlStore store, int metrics, int params, int tags) {
    this.store = store;
    this.metrics = metrics;
    this.params = params;
    this.tags = tags;
  }

  static ProjectId make(SqlStore store, int runs, int metrics, int params, int tags) {
    ProjectId project =
        store
            .projects()
            .create("many", Optional.empty(), Map.of(), java.time.Instant.ofEpochMilli(0))
            .id();
    ManyRuns many = new ManyRuns(store, metrics, params, tags);
    for (int from = 0; from < runs; from += PER_TRANSACTION) {
      int first = from;
      int last = Math.min(runs, from + PER_TRANSACTION);
      store
          .database()
          .write(
              session -> {
                many.fill(session, project.value(), first, last);
                return project;
              });
    }
    return project;
  }

  private void fill(Session session, long project, int first, int last) throws SQLException {
    Map<String, Long> keys = keys(session);
    List<Long> ids = new ArrayList<>();
    for (int i = first; i < last; i++) {
      ids.add(
          session.number(
              "INSERT INTO run (uid, project_id, name, user_name, status, lifecycle, started_at, ended_at, heard_at) VALUES (?, ?, ?, ?, 'FINISHED', 'ACTIVE', ?, ?, 0) RETURNING id",
              "%032x".formatted(i * 2654435761L),
              project,
              "run-" + i,
              "user" + i % 7,
              i * 1000L,
              i * 1000L + 500));
    }
    PreparedStatement summary =
        session.prepare(
            "INSERT INTO metric_summary (run_id, key_id, project_id, started_at, settled, last_value, last_time, last_step, min_value, max_value, tally, blocks, sealed_wal) VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, 0, 0)");
    for (int i = first; i < last; i++) {
      for (int k = 0; k < metrics; k++) {
        long value = SortableDouble.ordered(random.nextDouble());
        long id = ids.get(i - first);
        Session.bind(
            summary,
            id,
            keys.get("m" + k),
            project,
            i * 1000L,
            value,
            i * 1000L,
            (long) k,
            value,
            value,
            NO_TALLY);
        summary.addBatch();
      }
    }
    summary.executeBatch();
    texts(session, "run_param", "p", params, project, first, ids, keys);
    texts(session, "run_tag", "t", tags, project, first, ids, keys);
  }

  private Map<String, Long> keys(Session session) throws SQLException {
    List<String> names = new ArrayList<>();
    for (int k = 0; k < Math.max(metrics, Math.max(params, tags)); k++) {
      names.addAll(List.of("m" + k, "p" + k, "t" + k));
    }
    return new TreeMap<>(new Keys(store.database()).ids(session, names));
  }

  /** The key ending in 0 has 10 values, in 1 it has 1,000, else each run has its own. */
  private static void texts(
      Session session,
      String table,
      String prefix,
      int count,
      long project,
      int first,
      List<Long> ids,
      Map<String, Long> keys)
      throws SQLException {
    PreparedStatement insert =
        session.prepare(
            "INSERT INTO "
                + table
                + " (run_id, key_id, project_id, started_at, value) VALUES (?, ?, ?, ?, ?)");
    for (int j = 0; j < ids.size(); j++) {
      int i = first + j;
      for (int k = 0; k < count; k++) {
        int distinct = k == 0 ? 10 : k == 1 ? 1000 : Integer.MAX_VALUE;
        Session.bind(
            insert, ids.get(j), keys.get(prefix + k), project, i * 1000L, "value-" + i % distinct);
        insert.addBatch();
      }
    }
    insert.executeBatch();
  }
}
