package dev.assay.store.sql.metric;

import dev.assay.core.metric.SeriesTally;
import dev.assay.core.metric.Spot;
import dev.assay.store.sql.Session;
import dev.assay.store.sql.SortableDouble;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The row that each series has. Pure functions on a session. */
final class SummaryTable {
  private static final String INSERT =
      """
      INSERT INTO metric_summary (last_value, last_time, last_step, min_value, max_value, tally,
        blocks, sealed_wal, run_id, key_id, project_id, started_at, settled)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";
  private static final String UPDATE =
      """
      UPDATE metric_summary SET last_value = ?, last_time = ?, last_step = ?, min_value = ?,
        max_value = ?, tally = ?, blocks = ?, sealed_wal = ?
      WHERE run_id = ? AND key_id = ?""";
  private static final String LOAD =
      """
      SELECT k.name, s.key_id, s.tally, s.blocks, s.sealed_wal
      FROM metric_summary s JOIN key_name k ON k.id = s.key_id WHERE s.run_id = ?""";

  private SummaryTable() {}

  /** Writes the summaries of series as they are now. */
  static void write(Session session, RunRow run, Iterable<OpenSeries> changed) throws SQLException {
    List<OpenSeries> fresh = new ArrayList<>();
    PreparedStatement update = null;
    for (OpenSeries series : changed) {
      if (series.stored()) {
        update = update == null ? session.prepare(UPDATE) : update;
        bind(update, run, series);
        update.addBatch();
      } else {
        fresh.add(series);
      }
    }
    if (update != null) {
      update.executeBatch();
    }
    insert(session, run, fresh);
  }

  private static void insert(Session session, RunRow run, List<OpenSeries> fresh)
      throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    PreparedStatement insert = session.prepare(INSERT);
    for (OpenSeries series : fresh) {
      bind(insert, run, series);
      insert.setLong(11, run.projectId());
      insert.setLong(12, run.startedAt());
      insert.setLong(13, run.settled() ? 1 : 0);
      insert.addBatch();
    }
    insert.executeBatch();
    fresh.forEach(OpenSeries::isStored);
  }

  private static void bind(PreparedStatement statement, RunRow run, OpenSeries series)
      throws SQLException {
    SeriesTally tally = series.tally();
    Spot last = tally.last();
    setOrNull(statement, 1, SortableDouble.encode(last.value()));
    statement.setLong(2, last.timeMillis());
    statement.setLong(3, last.step());
    setOrNull(statement, 4, SortableDouble.encode(tally.min()));
    setOrNull(statement, 5, SortableDouble.encode(tally.max()));
    statement.setBytes(6, tally.encode());
    statement.setLong(7, series.blocks());
    statement.setLong(8, series.sealedWal());
    statement.setLong(9, run.row());
    statement.setLong(10, series.keyId);
  }

  private static void setOrNull(PreparedStatement statement, int column, @Nullable Long number)
      throws SQLException {
    if (number == null) {
      statement.setNull(column, Types.BIGINT);
    } else {
      statement.setLong(column, number);
    }
  }

  /** All series of a run. */
  static List<OpenSeries> load(Session session, long run) throws SQLException {
    return session.list(
        LOAD,
        row ->
            OpenSeries.stored(
                row.getString(1),
                row.getLong(2),
                SeriesTally.decode(row.getBytes(3)),
                row.getLong(4),
                row.getLong(5)),
        run);
  }
}
