package dev.assay.core;

import java.util.function.Supplier;

/**
 * Makes several port calls one change. Thread-safe; the work runs on a thread of the store's
 * choosing and must be short, do no other I/O and not hand the ports to another thread.
 */
public interface Transactions {
  /**
   * Runs {@code work}; every port call inside it becomes visible and durable together, when this
   * method returns, or not at all. When the work throws, nothing of it is kept and the same
   * exception comes out here. Reads inside see the writes made before them in the same transaction.
   *
   * <p>A call inside a transaction joins it: what it did is kept only when the outer work ends
   * well. When the inner work throws, or a port call does, only that part is undone, and the outer
   * work may catch the exception and go on.
   *
   * @throws Failure UNAVAILABLE when the change could not be made durable (disk full, database
   *     away)
   */
  <T> T transact(Supplier<T> work);

  /** Like {@link #transact(Supplier)}, for work without a result. */
  default void transact(Runnable work) {
    transact(
        () -> {
          work.run();
          return Boolean.TRUE;
        });
  }
}
