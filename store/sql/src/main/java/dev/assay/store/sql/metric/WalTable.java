package dev.assay.store.sql.metric;

import dev.assay.store.sql.Session;
import java.sql.SQLException;

/**
 * Requests that are acknowledged but not sealed. Numbers grow for ever, over restarts too, since a
 * series remembers up to which row its points are in blocks. For the writer's thread.
 */
final class WalTable {
  private static final int START_SHIFT_BITS = 32;
  private static final String START =
      """
      INSERT INTO counter (name, next) VALUES ('metric_wal', 1)
      ON CONFLICT (name) DO UPDATE SET next = counter.next + 1 RETURNING next""";

  private long last;

  /** Takes a range of numbers that no start before this one used. */
  void start(Session session) throws SQLException {
    last = session.number(START) << START_SHIFT_BITS;
  }

  /** A number greater than all before; some are never used. */
  long next() {
    return ++last;
  }

  void insert(Session session, long number, long run, byte[] body) throws SQLException {
    session.update("INSERT INTO metric_wal (id, run_id, body) VALUES (?, ?, ?)", number, run, body);
  }

  void delete(Session session, long run) throws SQLException {
    session.update("DELETE FROM metric_wal WHERE run_id = ?", run);
  }
}
