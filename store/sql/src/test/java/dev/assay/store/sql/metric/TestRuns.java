package dev.assay.store.sql.metric;

import dev.assay.core.run.RunId;
import dev.assay.store.sql.SqlStore;

/** Rows of runs, made without the ports that other tests are about. */
final class TestRuns {
  private TestRuns() {}

  /** A running run in a project of its own. */
  static void insert(SqlStore store, RunId run) {
    store
        .database()
        .write(
            session -> {
              long project = session.number("SELECT coalesce(max(id), 0) + 1 FROM project");
              session.update(
                  "INSERT INTO project (id, name, created_at, updated_at) VALUES (?, ?, 0, 0)",
                  project,
                  run.value());
              return session.update(
                  """
                  INSERT INTO run (uid, project_id, name, user_name, status, lifecycle,
                    started_at, heard_at) VALUES (?, ?, '', '', 'RUNNING', 'ACTIVE', 0, 0)""",
                  run.value(),
                  project);
            });
  }
}
