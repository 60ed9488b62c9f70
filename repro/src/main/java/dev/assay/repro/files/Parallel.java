package dev.assay.repro.files;

import dev.assay.core.Failure;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** The same for each of many things, on all cores. */
public final class Parallel {
  private static final int WORKERS_MAX = 16;
  private static final int WORTH_IT = 64;

  private Parallel() {}

  /** Returns when all is done; the first failure is thrown, and then the rest is not begun. */
  public static <T> void each(List<T> things, Consumer<T> action) {
    each(things, WORTH_IT, action);
  }

  /**
   * The same, with as many threads as each have some things to do.
   *
   * @param perWorkerMin below it another thread costs more than it brings
   */
  public static <T> void each(List<T> things, int perWorkerMin, Consumer<T> action) {
    int cores = Math.min(WORKERS_MAX, Runtime.getRuntime().availableProcessors());
    int workers = Math.min(cores, things.size() / Math.max(1, perWorkerMin));
    if (workers <= 1) {
      things.forEach(action);
      return;
    }
    AtomicInteger next = new AtomicInteger();
    Runnable work = () -> takeTurns(things, next, action);
    try (ExecutorService threads =
        Executors.newFixedThreadPool(workers - 1, Thread.ofPlatform().daemon().factory())) {
      List<? extends Future<?>> others =
          IntStream.range(1, workers).mapToObj(_ -> threads.submit(work)).toList();
      work.run();
      others.forEach(Parallel::await);
    }
  }

  private static <T> void takeTurns(List<T> things, AtomicInteger next, Consumer<T> action) {
    try {
      for (int i = next.getAndIncrement(); i < things.size(); i = next.getAndIncrement()) {
        action.accept(things.get(i));
      }
    } catch (RuntimeException | Error e) {
      next.set(things.size());
      throw e;
    }
  }

  private static void await(Future<?> work) {
    try {
      work.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error error -> throw error;
        case null, default -> throw new IllegalStateException(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable("interrupted while files were looked at", e);
    }
  }
}
