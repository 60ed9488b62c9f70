package dev.assay.store.sql.metric;

import dev.assay.core.Failure;
import dev.assay.core.run.RunId;
import dev.assay.store.sql.Session;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What the engine needs of a run.
 *
 * @param settled whether it has ended, so that its summaries are in the indexes by value
 */
record RunRow(long row, long projectId, long startedAt, boolean settled) {
  private static final String BY_ID =
      "SELECT id, project_id, started_at, status FROM run WHERE uid = ?";
  private static final String BY_ROW =
      "SELECT id, project_id, started_at, status FROM run WHERE id = ?";

  static RunRow existing(Session session, RunId run) throws SQLException {
    return find(session, run).orElseThrow(() -> Failure.notFound("there is no run with id " + run));
  }

  static Optional<RunRow> find(Session session, RunId run) throws SQLException {
    return session.first(BY_ID, RunRow::read, run.value());
  }

  static Optional<RunRow> find(Session session, long row) throws SQLException {
    return session.first(BY_ROW, RunRow::read, row);
  }

  private static RunRow read(ResultSet row) throws SQLException {
    return new RunRow(
        row.getLong(1), row.getLong(2), row.getLong(3), !row.getString(4).equals("RUNNING"));
  }
}
