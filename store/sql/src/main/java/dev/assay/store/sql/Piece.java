package dev.assay.store.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * One caller's work on its way through the writer: done alone or not at all, committed with others.
 * Everything but the waiting happens on the writer's thread.
 */
final class Piece<T> {
  private final Work<T> work;
  private final CompletableFuture<T> answer = new CompletableFuture<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private final List<Runnable> afterRollback = new ArrayList<>();
  private @Nullable T result;
  private @Nullable RuntimeException spoiled;

  Piece(Work<T> work) {
    this.work = work;
  }

  /** Waits for the answer; what the work threw comes out as it was thrown. */
  T await() {
    try {
      return answer.join();
    } catch (CompletionException e) {
      switch (e.getCause()) {
        case RuntimeException thrown -> throw thrown;
        case Error thrown -> throw thrown;
        case null, default -> throw e;
      }
    }
  }

  void run(Session session, Database database) {
    T done = database.on(session, work);
    if (spoiled != null) {
      throw spoiled;
    }
    result = done;
  }

  /** A statement failed: nothing of this piece may be kept, even when its work goes on. */
  void spoil(RuntimeException failure) {
    if (spoiled == null) {
      spoiled = failure;
    }
  }

  @Nullable RuntimeException spoiled() {
    return spoiled;
  }

  void afterCommit(Runnable hook) {
    afterCommit.add(hook);
  }

  void afterRollback(Runnable hook) {
    afterRollback.add(hook);
  }

  void runCommitHooks() {
    afterCommit.forEach(Runnable::run);
  }

  /** Latest first, so that each restores what it found. */
  void runRollbackHooks() {
    afterRollback.reversed().forEach(Runnable::run);
    afterRollback.clear();
  }

  /** Where the piece stands, to go back to. */
  Mark mark() {
    return new Mark(afterCommit.size(), afterRollback.size());
  }

  /** Forgets what came after the mark, as its changes were undone. */
  void goBack(Mark mark) {
    List<Runnable> undone = afterRollback.subList(mark.rollbackHooks(), afterRollback.size());
    undone.reversed().forEach(Runnable::run);
    undone.clear();
    afterCommit.subList(mark.commitHooks(), afterCommit.size()).clear();
    spoiled = null;
  }

  /** How many hooks there were. */
  record Mark(int commitHooks, int rollbackHooks) {}

  void accept() {
    answer.complete(result);
  }

  void reject(Throwable failure) {
    answer.completeExceptionally(failure);
  }
}
