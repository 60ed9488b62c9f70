package dev.assay.core.memory;

import dev.assay.core.Transactions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Makes changes of memory all-or-nothing: whoever changes something notes how to undo it, and work
 * that throws is undone backwards. One thread works at a time, readers included, so nobody sees a
 * change before it is whole. Thread-safe.
 */
final class UndoLog implements Transactions {
  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<Runnable> undos = new ArrayDeque<>();
  private int depth;

  @Override
  public <T> T transact(Supplier<T> work) {
    lock.lock();
    int mark = undos.size();
    boolean done = false;
    depth++;
    try {
      T result = work.get();
      done = true;
      return result;
    } finally {
      depth--;
      if (!done) {
        undoTo(mark);
      } else if (depth == 0) {
        undos.clear();
      }
      lock.unlock();
    }
  }

  /** Runs work that changes nothing. */
  <T> T read(Supplier<T> work) {
    lock.lock();
    try {
      return work.get();
    } finally {
      lock.unlock();
    }
  }

  /** Notes how to undo the change just made; only inside {@link #transact}. */
  void onRollback(Runnable undo) {
    if (depth == 0 || !lock.isHeldByCurrentThread()) {
      throw new IllegalStateException("memory is changed only inside a transaction");
    }
    undos.push(undo);
  }

  private void undoTo(int mark) {
    while (undos.size() > mark) {
      undos.pop().run();
    }
  }
}
