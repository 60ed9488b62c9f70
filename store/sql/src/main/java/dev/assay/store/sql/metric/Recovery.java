package dev.assay.store.sql.metric;

import dev.assay.core.Failure;
import dev.assay.core.run.RunId;
import dev.assay.store.sql.Session;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Rebuilds the open series in memory from the write-ahead table, at start. */
final class Recovery {
  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final String RUNS =
      "SELECT id, uid FROM run WHERE id IN (SELECT DISTINCT run_id FROM metric_wal)";
  private static final String ROWS =
      "SELECT id, body FROM metric_wal WHERE run_id = ? AND id > ? ORDER BY id LIMIT ?";

  /** So many rows are in memory at once. */
  private static final int PAGE_ROWS = 64;

  private final Session session;
  private final OpenRun run;
  private final Map<Long, OpenSeries> series = new HashMap<>();

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(long number, byte[] body) {}

  private Recovery(Session session, OpenRun run) {
    this.session = session;
    this.run = run;
  }

  /** All runs that have rows there. */
  static void recover(Session session, OpenRuns runs) throws SQLException {
    List<OpenRun> found =
        session.list(RUNS, row -> new OpenRun(new RunId(row.getString(2)), row.getLong(1)));
    for (OpenRun run : found) {
      new Recovery(session, run).recover();
      runs.recover(run);
    }
  }

  private void recover() throws SQLException {
    for (OpenSeries one : SummaryTable.load(session, run.row)) {
      run.series.put(one.key, one);
      series.put(one.keyId, one);
    }
    try {
      readRows();
      run.series.values().forEach(OpenSeries::publish);
    } catch (Failure damage) {
      LOG.error("metrics of run {} cannot be served: {}", run.id, damage.getMessage());
      run.damaged(damage.getMessage());
    }
  }

  private void readRows() throws SQLException {
    long after = 0;
    while (true) {
      List<Row> page =
          session.list(
              ROWS, row -> new Row(row.getLong(1), row.getBytes(2)), run.row, after, PAGE_ROWS);
      for (Row row : page) {
        run.walPoints += WalRow.read(row.body(), reader(row.number()));
        after = row.number();
      }
      if (page.size() < PAGE_ROWS) {
        return;
      }
    }
  }

  private WalRow.Reader reader(long number) {
    return (keyId, step, timeMillis, value) -> {
      OpenSeries one = series.get(keyId);
      if (one == null) {
        throw Failure.corrupt("a stored request holds points of a series without a summary");
      }
      if (number > one.sealedWal()) {
        one.recover(step, timeMillis, value);
        run.openPoints++;
      }
    };
  }
}
