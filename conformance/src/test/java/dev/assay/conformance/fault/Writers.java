package dev.assay.conformance.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** One writer of every kind and a second of the busiest, each on a thread of its own. */
final class Writers {
  private final List<Writer> writers;

  private Writers(List<Writer> writers) {
    this.writers = List.copyOf(writers);
  }

  static Writers open(Api api, String experimentName, Random random) throws CutOff {
    String experiment = NewRun.experiment(api, experimentName);
    List<Writer> writers =
        List.of(
            new PointWriter(experiment),
            new PointWriter(experiment),
            new BatchWriter(experiment, random.nextLong()),
            new BatchWriter(experiment, random.nextLong()),
            new RunWriter(experiment),
            new TagWriter(experiment, random.nextLong()),
            new ArtifactWriter(experiment, random.nextLong()),
            new RegistryWriter());
    for (Writer writer : writers) {
      writer.open(api);
    }
    return new Writers(writers);
  }

  List<Writer> all() {
    return writers;
  }

  /** Starts all writers; each goes on until it is cut off or told to stop. */
  Running start(Api api) {
    return new Running(api);
  }

  /** Checks all writers. */
  void check(Api api) throws CutOff {
    for (Writer writer : writers) {
      writer.check(api);
    }
  }

  int acknowledged() {
    return writers.stream().mapToInt(Writer::acknowledged).sum();
  }

  /** Writers at work. */
  final class Running implements AutoCloseable {
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<?>> work = new ArrayList<>();

    private Running(Api api) {
      for (Writer writer : writers) {
        work.add(threads.submit(() -> writeOn(api, writer)));
      }
    }

    private void writeOn(Api api, Writer writer) {
      try {
        while (!stopped.get()) {
          writer.write(api);
          acknowledged.incrementAndGet();
        }
      } catch (CutOff expected) {
        // The server is gone; the writer remembers what was under way.
      }
    }

    /** Waits until so many writes were acknowledged, or for so long. */
    void awaitWrites(int count, Duration max) throws InterruptedException {
      long end = System.nanoTime() + max.toNanos();
      while (acknowledged.get() < count && System.nanoTime() < end) {
        Thread.sleep(1);
      }
    }

    /** Waits until all writers ended; fails when one was answered wrongly. */
    void await() throws InterruptedException {
      for (Future<?> writer : work) {
        try {
          writer.get();
        } catch (ExecutionException e) {
          throw new AssertionError("a writer failed", e.getCause());
        }
      }
    }

    /** Lets every writer finish its write. */
    void stop() throws InterruptedException {
      stopped.set(true);
      await();
    }

    @Override
    public void close() {
      stopped.set(true);
      threads.close();
    }
  }
}
