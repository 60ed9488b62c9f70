package dev.assay.server;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the server does on its own from time to time, one after the other on one thread. Owned by
 * {@link App}.
 */
final class Jobs implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);
  private static final int STOP_SECONDS_MAX = 5;

  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("jobs").factory());

  /**
   * Runs the job every {@code period}, the first time after one; a failure is logged and the next
   * turn comes.
   */
  void every(Duration period, String name, Runnable job) {
    long millis = period.toMillis();
    var _ =
        executor.scheduleWithFixedDelay(
            () -> run(name, job), millis, millis, TimeUnit.MILLISECONDS);
  }

  private static void run(String name, Runnable job) {
    try {
      job.run();
    } catch (RuntimeException e) {
      LOG.warn("the job '{}' failed and will be tried again", name, e);
    }
  }

  @Override
  public void close() {
    executor.shutdown();
    try {
      if (!executor.awaitTermination(STOP_SECONDS_MAX, TimeUnit.SECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      executor.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
