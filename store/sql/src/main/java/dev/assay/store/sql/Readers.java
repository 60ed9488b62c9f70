package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.sql.SQLException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections that only read, made when first needed and kept. Each use sees one snapshot.
 * Thread-safe. (A general pool would hide the prepared statements that {@link Session} keeps.)
 */
final class Readers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
  private static final int WAIT_SECONDS_MAX = 30;

  private final Dialect dialect;
  private final Semaphore free;
  private final ConcurrentLinkedDeque<Session> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Readers(Dialect dialect, int readersMax) {
    this.dialect = dialect;
    this.free = new Semaphore(readersMax);
  }

  /** Connections that died while they were idle (the server was restarted) are replaced once. */
  <T> T read(Work<T> work) throws SQLException {
    try {
      return readOnce(work);
    } catch (SQLException e) {
      if (dialect.severity(e) != Dialect.Severity.CONNECTION) {
        throw e;
      }
      closeIdle();
      return readOnce(work);
    }
  }

  private <T> T readOnce(Work<T> work) throws SQLException {
    acquire();
    Session session = null;
    try {
      session = take();
      dialect.beginRead(session);
      T result = work.on(session);
      dialect.endRead(session);
      giveBack(session);
      session = null;
      return result;
    } finally {
      recover(session);
      free.release();
    }
  }

  private void acquire() {
    try {
      if (!free.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
        throw Failure.unavailable("the store is overloaded with reads; try again later");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable("interrupted while waiting to read", e);
    }
  }

  private Session take() throws SQLException {
    if (closed) {
      throw Failure.unavailable("the store is closed");
    }
    Session session = idle.pollFirst();
    return session == null ? new Session(dialect.openReader(), dialect) : session;
  }

  private void giveBack(Session session) {
    idle.addFirst(session);
    if (closed) {
      closeIdle();
    }
  }

  /** After a failure: a connection that can end its transaction is kept, another one is closed. */
  private void recover(@Nullable Session session) {
    if (session == null) {
      return;
    }
    try {
      dialect.endRead(session);
      giveBack(session);
    } catch (SQLException e) {
      LOG.debug("a reading connection is given up", e);
      closeQuietly(session);
    }
  }

  private void closeIdle() {
    for (Session session = idle.pollFirst(); session != null; session = idle.pollFirst()) {
      closeQuietly(session);
    }
  }

  private static void closeQuietly(Session session) {
    try {
      session.close();
    } catch (SQLException e) {
      LOG.debug("a reading connection could not be closed", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    closeIdle();
  }
}
