package dev.assay.store.sql;

import dev.assay.core.project.ProjectId;
import dev.assay.core.run.Lifecycle;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.Status;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A run with the number it has in the tables. */
record RunRow(long id, RunInfo info) {
  static final String COLUMNS =
      "r.id, r.uid, r.project_id, r.name, r.user_name, r.status, r.lifecycle, r.started_at, r.ended_at, r.deleted_at, r.lost_at";

  /** How many columns those are. */
  static final int COLUMN_COUNT = 11;

  static RunRow read(ResultSet row) throws SQLException {
    return new RunRow(
        row.getLong(1),
        new RunInfo(
            new RunId(row.getString(2)),
            new ProjectId(row.getLong(3)),
            row.getString(4),
            row.getString(5),
            Status.valueOf(row.getString(6)),
            Lifecycle.valueOf(row.getString(7)),
            Times.at(row, 8),
            Times.maybeAt(row, 9),
            Times.maybeAt(row, 10),
            Times.maybeAt(row, 11)));
  }
}
