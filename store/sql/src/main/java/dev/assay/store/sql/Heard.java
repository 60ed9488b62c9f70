package dev.assay.store.sql;

import dev.assay.core.run.Runs;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When the clients of runs were last heard: always in memory, and in the table now and then, since
 * it changes with every request. Thread-safe.
 */
final class Heard {
  /** How far the table may lag behind. */
  private static final long LAG_MILLIS_MAX =
      Duration.ofSeconds(Runs.HEARD_PRECISION_SECONDS).toMillis() / 2;

  private final Database database;
  private final ConcurrentHashMap<String, Mark> marks = new ConcurrentHashMap<>();

  /** When a run was heard, and what of it the table knows. */
  private record Mark(long heardMillis, long keptMillis) {}

  Heard(Database database) {
    this.database = database;
  }

  void heard(String run, Instant at) {
    long millis = at.toEpochMilli();
    Mark mark = marks.get(run);
    if (mark == null || millis - mark.keptMillis() >= LAG_MILLIS_MAX) {
      database.write(session -> keep(session, run, millis));
    } else if (millis > mark.heardMillis()) {
      marks.put(run, new Mark(millis, mark.keptMillis()));
    }
  }

  private int keep(Session session, String run, long millis) throws SQLException {
    int changed =
        session.update(
            "UPDATE run SET heard_at = ? WHERE uid = ? AND heard_at < ?", millis, run, millis);
    if (changed > 0 || session.any("SELECT 1 FROM run WHERE uid = ?", run)) {
      Mark before = marks.put(run, new Mark(millis, millis));
      database.afterRollback(
          () -> {
            if (before == null) {
              marks.remove(run);
            } else {
              marks.put(run, before);
            }
          });
    }
    return changed;
  }

  /** When the run was heard, if that is later than what the table says. */
  long heardMillis(String run, long keptMillis) {
    Mark mark = marks.get(run);
    return mark == null ? keptMillis : Math.max(keptMillis, mark.heardMillis());
  }

  void forget(String run) {
    marks.remove(run);
  }
}
