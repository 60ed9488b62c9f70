package dev.assay.store.sql;

import dev.assay.core.run.RunId;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Removes runs and projects for good. Rows that name them go by foreign keys; the rest is here.
 * Thread-safe.
 */
final class Purge {
  private final List<Consumer<RunId>> listeners = new CopyOnWriteArrayList<>();

  /** Has the listener told of each run that goes, inside the transaction that removes it. */
  void onPurged(Consumer<RunId> listener) {
    listeners.add(listener);
  }

  void run(Session session, long id, RunId uid) throws SQLException {
    session.update("DELETE FROM artifact WHERE owner_kind = 'run' AND owner_id = ?", id);
    session.update("DELETE FROM run WHERE id = ?", id);
    listeners.forEach(listener -> listener.accept(uid));
  }

  void project(Session session, long id) throws SQLException {
    for (RunRow run :
        session.list(
            "SELECT " + RunRow.COLUMNS + " FROM run r WHERE r.project_id = ?", RunRow::read, id)) {
      run(session, run.id(), run.info().id());
    }
    session.update(
        "DELETE FROM artifact WHERE owner_kind = 'model' AND owner_id IN (SELECT id FROM logged_model WHERE project_id = ?)",
        id);
    session.update("DELETE FROM artifact WHERE owner_kind = 'project' AND owner_id = ?", id);
    session.update("DELETE FROM project WHERE id = ?", id);
  }
}
