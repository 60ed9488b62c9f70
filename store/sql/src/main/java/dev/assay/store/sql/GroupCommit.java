package dev.assay.store.sql;

import dev.assay.core.Failure;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. It takes what waits, runs each piece on its own savepoint of one
 * transaction, commits once for all and then answers all: the cost of making a change durable is
 * shared. A piece that fails is undone alone. When the commit fails, all of the group fail.
 */
final class GroupCommit implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(GroupCommit.class);

  /** More callers than this do not wait, they are refused. */
  static final int WAITING_MAX = 16_384;

  /** A group is committed when it has so many pieces, or took so long. */
  private static final int PIECES_MAX = 1_024;

  private static final long GROUP_NANOS_MAX = Duration.ofMillis(20).toNanos();
  private static final long PROBE_EVERY_MILLIS = 1_000;
  private static final long CLOSE_MILLIS_MAX = 60_000;

  private static final String SAVEPOINT = "SAVEPOINT piece";
  private static final String RELEASE = "RELEASE SAVEPOINT piece";
  private static final String UNDO = "ROLLBACK TO SAVEPOINT piece";

  private final Database database;
  private final Connections connections;
  private final BlockingQueue<Piece<?>> waiting = new ArrayBlockingQueue<>(WAITING_MAX);
  private final Thread thread;
  private volatile @Nullable Trouble trouble;
  private volatile boolean closing;

  /** Only the writer's thread looks at these. */
  private @Nullable Piece<?> current;

  private long groups;

  GroupCommit(Database database, Connections connections) {
    this.database = database;
    this.connections = connections;
    this.thread = Thread.ofPlatform().name("assay-writer").unstarted(this::work);
  }

  void start() {
    thread.start();
  }

  Optional<String> trouble() {
    return Optional.ofNullable(trouble).map(Trouble::text);
  }

  /** Hands in work and waits until it is durable. */
  <T> T submit(Work<T> work) {
    refuseInTrouble();
    if (closing) {
      throw Failure.unavailable("the store is closed");
    }
    Piece<T> piece = new Piece<>(work);
    if (!waiting.offer(piece)) {
      throw Failure.unavailable(
          "the store is overloaded: " + WAITING_MAX + " changes wait already; try again later");
    }
    if (closing && waiting.remove(piece)) {
      throw Failure.unavailable("the store is closed");
    }
    return piece.await();
  }

  private void refuseInTrouble() {
    Trouble now = trouble;
    if (now != null && now.lasting()) {
      throw Failure.unavailable(now.text());
    }
  }

  /** The piece that runs on this very thread now, if any. */
  Optional<Piece<?>> current() {
    return Thread.currentThread() == thread ? Optional.ofNullable(current) : Optional.empty();
  }

  boolean isWriterThread() {
    return Thread.currentThread() == thread;
  }

  /** The connection of the running piece; only for the writer's thread. */
  Session session() {
    return connections.writer();
  }

  /** How many groups were committed. */
  long groups() {
    return groups;
  }

  int waiting() {
    return waiting.size();
  }

  private void work() {
    while (true) {
      Piece<?> piece = next();
      if (piece != null) {
        runGroup(piece);
      } else if (closing) {
        return;
      } else if (trouble != null) {
        runGroup(probe());
      }
    }
  }

  private @Nullable Piece<?> next() {
    try {
      if (closing) {
        return waiting.poll();
      }
      return waiting.poll(PROBE_EVERY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return null; // looks again whether it is to close
    }
  }

  /** A small write that tells whether writing works again. */
  private static Piece<Integer> probe() {
    return new Piece<>(
        session -> session.update("UPDATE store_state SET probe = probe + 1 WHERE id = 0"));
  }

  private void runGroup(Piece<?> first) {
    List<Piece<?>> done = new ArrayList<>();
    try {
      Trouble before = trouble;
      if (before != null && before.lasting()) {
        throw Failure.unavailable(before.text());
      }
      connections.openWriter();
      connections.begin();
      runPieces(first, done);
    } catch (SQLException | RuntimeException e) {
      first.reject(failed(e)); // no change when it is done already
      undo(done, failed(e));
      return;
    }
    commit(done);
  }

  private void runPieces(Piece<?> first, List<Piece<?>> done) throws SQLException {
    long untilNanos = System.nanoTime() + GROUP_NANOS_MAX;
    for (Piece<?> piece = first; piece != null; piece = waiting.poll()) {
      runPiece(piece, done);
      if (done.size() == PIECES_MAX || System.nanoTime() - untilNanos > 0) {
        return;
      }
    }
  }

  /** Throws only when the transaction, and with it the group, is lost. */
  private void runPiece(Piece<?> piece, List<Piece<?>> done) throws SQLException {
    boolean alone = done.isEmpty();
    try {
      if (!alone) {
        session().update(SAVEPOINT);
      }
      current = piece;
      piece.run(session(), database);
      current = null;
      if (!alone) {
        session().update(RELEASE);
      }
      done.add(piece);
    } catch (Throwable e) {
      current = null;
      piece.runRollbackHooks();
      piece.reject(e instanceof SQLException sql ? failed(sql) : e);
      undoPiece(alone);
    }
  }

  private void undoPiece(boolean alone) throws SQLException {
    if (alone) {
      connections.rollback();
      connections.openWriter();
      connections.begin();
    } else {
      session().update(UNDO);
      session().update(RELEASE);
    }
  }

  private void commit(List<Piece<?>> done) {
    try {
      connections.commit();
      groups++;
    } catch (SQLException | RuntimeException e) {
      noteCommitFailure(e);
      undo(done, failed(e));
      return;
    }
    if (!done.isEmpty()) {
      trouble = null;
    }
    for (Piece<?> piece : done) {
      finish(piece);
    }
  }

  /**
   * What was derived must be as durable as what it was derived from: a failing hook stops writing.
   */
  private void finish(Piece<?> piece) {
    try {
      piece.runCommitHooks();
    } catch (RuntimeException | Error e) {
      LOG.error("state in memory could not follow a committed change", e);
      trouble = Trouble.lasting("a change could not be followed in memory");
    }
    piece.accept();
  }

  private void undo(List<Piece<?>> done, RuntimeException failure) {
    connections.rollback();
    for (Piece<?> piece : done.reversed()) {
      piece.runRollbackHooks();
      piece.reject(failure);
    }
  }

  /** The failure a caller sees; notes what it means for the store. */
  private RuntimeException failed(Exception e) {
    if (e instanceof SQLException sql) {
      return database.failure(sql);
    }
    return e instanceof RuntimeException thrown ? thrown : Failure.unavailable("no answer", e);
  }

  void note(Trouble fresh) {
    Trouble known = trouble;
    if (known == null || !known.lasting()) {
      if (known == null || !known.text().equals(fresh.text())) {
        LOG.error("the store is in trouble: {}", fresh.text());
      }
      trouble = fresh;
    }
  }

  private void noteCommitFailure(Exception e) {
    if (e instanceof SQLException sql && connections.mayDiffer(sql)) {
      note(Trouble.lasting("a commit failed, the disk may be failing: " + sql.getMessage()));
    }
  }

  @Override
  public void close() {
    closing = true;
    if (waiting.isEmpty()) {
      waiting.offer(probe()); // wakes the writer
    }
    try {
      thread.join(CLOSE_MILLIS_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Piece<?> piece = waiting.poll(); piece != null; piece = waiting.poll()) {
      piece.reject(Failure.unavailable("the store is closed"));
    }
    connections.close();
  }
}
