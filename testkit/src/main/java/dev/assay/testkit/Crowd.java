package dev.assay.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs work on several threads at once. */
public final class Crowd {
  private static final int PATIENCE_SECONDS = 60;

  private Crowd() {}

  /** Work that knows which thread it is on, counted from 0. */
  @FunctionalInterface
  public interface Member {
    void work(int thread) throws Exception;
  }

  /**
   * Starts the work on all threads at the same moment and waits for all.
   *
   * @throws Exception what a member threw
   */
  public static void of(int threads, Member member) throws Exception {
    CountDownLatch start = new CountDownLatch(1);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        int thread = i;
        all.add(
            executor.submit(
                () -> {
                  start.await();
                  member.work(thread);
                  return Boolean.TRUE;
                }));
      }
      start.countDown();
      for (Future<?> each : all) {
        await(each, executor);
      }
    }
  }

  private static void await(Future<?> each, ExecutorService executor) throws Exception {
    try {
      each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      executor.shutdownNow();
      throw new AssertionError("not done after " + PATIENCE_SECONDS + " s", e);
    } catch (ExecutionException e) {
      executor.shutdownNow();
      throw new AssertionError("a thread failed: " + e.getCause(), e.getCause());
    }
  }
}
