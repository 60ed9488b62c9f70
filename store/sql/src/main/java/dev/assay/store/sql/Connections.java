package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's connection and its transaction, opened again when it was lost. Used by the writer's
 * thread alone once it runs.
 */
final class Connections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  private final Dialect dialect;
  private final long opened;
  private @Nullable Session writer;

  /** {@code opened} is how often the database had been opened when this store opened it. */
  Connections(Dialect dialect, Session writer, long opened) {
    this.dialect = dialect;
    this.writer = writer;
    this.opened = opened;
  }

  Session writer() {
    Session open = writer;
    if (open == null) {
      throw new IllegalStateException("the writer has no connection");
    }
    return open;
  }

  /** Makes sure there is a connection. */
  void openWriter() throws SQLException {
    if (writer == null) {
      Session fresh = new Session(dialect.openWriter(), dialect);
      try {
        requireSameOpening(fresh);
      } catch (SQLException | RuntimeException e) {
        fresh.close();
        throw e;
      }
      writer = fresh;
    }
  }

  /** While the connection was away another server may have written what this one does not know. */
  private void requireSameOpening(Session fresh) throws SQLException {
    if (fresh.number("SELECT opened FROM store_state WHERE id = 0") != opened) {
      throw Failure.unavailable(
          "another server has opened the database meanwhile; start this one again");
    }
  }

  void begin() throws SQLException {
    try {
      writer().update(dialect.begin());
    } catch (SQLException e) {
      drop();
      throw e;
    }
  }

  void commit() throws SQLException {
    writer().update("COMMIT");
  }

  /** Undoes what is not committed; a connection that cannot even do that is dropped. */
  void rollback() {
    Session open = writer;
    if (open == null) {
      return;
    }
    try {
      open.update("ROLLBACK");
    } catch (SQLException e) {
      LOG.debug("no transaction to undo, a new connection will be made", e);
      drop();
    }
  }

  /** Whether, after this failure of a commit, the database may hold what memory does not. */
  boolean mayDiffer(SQLException failure) {
    return switch (dialect.severity(failure)) {
      case DISK -> true;
      case CONNECTION -> dialect.commitsInDoubt();
      case FULL, STATEMENT, VALUE -> false;
    };
  }

  private void drop() {
    Session lost = writer;
    writer = null;
    try {
      if (lost != null) {
        lost.close();
      }
    } catch (SQLException e) {
      LOG.debug("a lost connection could not be closed", e);
    }
  }

  @Override
  public void close() {
    drop();
  }
}
