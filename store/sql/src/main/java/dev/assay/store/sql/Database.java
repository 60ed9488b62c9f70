package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.sql.SQLException;
import java.util.Optional;

/**
 * Where the adapters get their connections. Writes go to one thread and are answered when they are
 * durable; reads run on the caller's thread. Inside a transaction both use its connection, so every
 * port method is atomic alone and joins the transaction it is called in. Thread-safe.
 */
public final class Database implements AutoCloseable {
  private final Dialect dialect;
  private final Readers readers;
  private final GroupCommit writer;

  Database(Dialect dialect, Session writer, long opened, int readersMax) {
    this.dialect = dialect;
    this.readers = new Readers(dialect, readersMax);
    this.writer = new GroupCommit(this, new Connections(dialect, writer, opened));
  }

  void start() {
    writer.start();
  }

  public Dialect dialect() {
    return dialect;
  }

  /**
   * Runs the work in the transaction this is called in, else in one of its own, and returns when it
   * is durable. What the work throws undoes all of its transaction and comes out here; a failed
   * statement undoes it even when the failure is caught on the way.
   *
   * @throws Failure UNAVAILABLE when the change could not be made durable
   */
  public <T> T write(Work<T> work) {
    Optional<Piece<?>> running = writer.current();
    if (running.isPresent()) {
      return join(running.get(), work);
    }
    if (writer.isWriterThread()) {
      throw new IllegalStateException("a hook must not write");
    }
    return writer.submit(work);
  }

  /**
   * Like {@link #write}, but inside a transaction what the work throws undoes only the work itself,
   * and the transaction can go on.
   */
  public <T> T writeApart(Work<T> work) {
    Optional<Piece<?>> running = writer.current();
    return running.isPresent() ? apart(running.get(), work) : write(work);
  }

  private <T> T apart(Piece<?> piece, Work<T> work) {
    Piece.Mark mark = piece.mark();
    join(piece, session -> session.update("SAVEPOINT apart"));
    try {
      T result = join(piece, work);
      join(piece, session -> session.update("RELEASE SAVEPOINT apart"));
      return result;
    } catch (Throwable e) {
      goBack(piece, mark);
      throw e;
    }
  }

  private void goBack(Piece<?> piece, Piece.Mark mark) {
    Session session = writer.session();
    try {
      session.update("ROLLBACK TO SAVEPOINT apart");
      session.update("RELEASE SAVEPOINT apart");
      piece.goBack(mark);
    } catch (SQLException e) {
      piece.spoil(failure(e)); // the whole transaction is lost
    }
  }

  /** Runs the work on one snapshot; inside a transaction, on what that has changed so far. */
  public <T> T read(Work<T> work) {
    Optional<Piece<?>> running = writer.current();
    if (running.isPresent()) {
      return join(running.get(), work);
    }
    try {
      return readers.read(work);
    } catch (SQLException e) {
      throw failure(e);
    }
  }

  /**
   * Has the hook run once the running transaction is durable, on the writer's thread, before its
   * caller is answered. Work that comes later in the same group runs before that: what it must see
   * has to be changed at once, with {@link #afterRollback} to change it back.
   */
  public void afterCommit(Runnable hook) {
    running().afterCommit(hook);
  }

  /**
   * Has the hook run when the running transaction is undone, alone or with its group, on the
   * writer's thread, before anything else is written. The latest hook runs first, so each restores
   * what it found.
   */
  public void afterRollback(Runnable hook) {
    running().afterRollback(hook);
  }

  /** Whether this thread is inside a transaction. */
  public boolean inTransaction() {
    return writer.current().isPresent();
  }

  /** Why nothing can be written now, in words for the operator; empty while all is well. */
  public Optional<String> trouble() {
    return writer.trouble();
  }

  private Piece<?> running() {
    return writer
        .current()
        .orElseThrow(() -> new IllegalStateException("hooks belong to a transaction"));
  }

  private <T> T join(Piece<?> piece, Work<T> work) {
    RuntimeException spoiled = piece.spoiled();
    if (spoiled != null) {
      throw spoiled;
    }
    return on(writer.session(), work);
  }

  /** Runs the work; a failed statement spoils the running piece. */
  <T> T on(Session session, Work<T> work) {
    try {
      return work.on(session);
    } catch (SQLException e) {
      RuntimeException failure = failure(e);
      writer.current().ifPresent(piece -> piece.spoil(failure));
      throw failure;
    }
  }

  /** What a caller is told of a failed statement; what it means for the store is noted. */
  RuntimeException failure(SQLException e) {
    return switch (dialect.severity(e)) {
      case VALUE ->
          Failure.invalid("a value cannot be stored: it is too long or holds a zero character");
      case FULL -> trouble("the disk is full", e);
      case DISK -> trouble("the disk fails: " + e.getMessage(), e);
      case CONNECTION -> trouble("the database cannot be reached", e);
      case STATEMENT -> Failure.unavailable("the store failed; the server's log says more", e);
    };
  }

  private Failure trouble(String text, SQLException cause) {
    writer.note(Trouble.passing(text));
    return Failure.unavailable(text, cause);
  }

  /** How many groups were committed, for tests and measurements. */
  long groups() {
    return writer.groups();
  }

  /** How many changes wait, for tests. */
  int waiting() {
    return writer.waiting();
  }

  @Override
  public void close() {
    writer.close();
    readers.close();
  }
}
