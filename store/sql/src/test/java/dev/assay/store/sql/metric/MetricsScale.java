package dev.assay.store.sql.metric;

import com.sun.management.OperatingSystemMXBean;
import dev.assay.core.metric.Downsampled;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.metric.Points;
import dev.assay.core.metric.SeriesWindow;
import dev.assay.core.metric.SeriesWindow.Axis;
import dev.assay.core.run.RunId;
import dev.assay.store.sql.SqlConfig;
import dev.assay.store.sql.SqlStore;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * A program that fills a store to the size of the promises and prints what that took; it fails when
 * an answer is wrong. Run with a small heap by {@link MetricsScaleTest}, or by hand for a profile.
 */
public final class MetricsScale {
  private static final int BATCH = 1_000;
  private static final int KEYS = 50_000;
  private static final int PAGE = 200_000;

  private static final OperatingSystemMXBean OS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final SqlConfig config;
  private SqlStore store;

  private MetricsScale(Path folder) {
    config = SqlConfig.sqlite(folder);
    store = SqlStore.open(config);
  }

  /** Arguments: an empty folder, and how many points the long series gets. */
  public static void main(String[] arguments) {
    MetricsScale scale = new MetricsScale(Path.of(arguments[0]));
    try {
      scale.smallWrites();
      scale.longSeries(Integer.parseInt(arguments[1]));
      scale.manyKeys();
    } finally {
      scale.store.close();
    }
  }

  private void smallWrites() {
    RunId run = run("small");
    List<String> names = IntStream.range(0, BATCH).mapToObj(i -> "key-" + i).toList();
    Trial wide =
        i ->
            store
                .metrics()
                .append(run, names.stream().map(name -> new MetricPoint(name, i, i, i)).toList());
    repeated("append of 1 point", 400, i -> store.metrics().append(run, line(i, i + 1)));
    repeated("append of 1,000 points to 1,000 new keys", 1, wide);
    repeated("append of 1,000 points to 1,000 keys", 50, i -> wide.run(1 + i));
    repeated("append of 1,000 points to 1,000 keys, warm", 50, i -> wide.run(51 + i));
  }

  private void longSeries(int count) {
    RunId run = run("long");
    int batches = count / BATCH;
    Trial append =
        i -> expect(BATCH, store.metrics().append(run, line(i * BATCH, (i + 1) * BATCH)));
    repeated("append of 1,000 points to one key", batches / 2, append);
    repeated(
        "append of 1,000 points to one key, warm", batches / 2, i -> append.run(batches / 2 + i));
    timed("open again", this::reopen);
    chart(run, count, 1_000_000);
    chart(run, count, count);
    readPages(run, count);
  }

  private void chart(RunId run, int count, int window) {
    SeriesWindow view = new SeriesWindow(Axis.STEP, 0, window - 1, 2_000);
    for (int i = 0; i < 3; i++) {
      Downsampled chart =
          timed(
              "chart of " + Math.min(window, count) + " points, try " + (i + 1),
              () -> store.metrics().downsample(run, "loss", view));
      expect(Math.min(window, count), chart.shownOf());
    }
  }

  private void readPages(RunId run, int count) {
    repeated(
        "history in pages of 200,000",
        count / PAGE,
        i -> {
          Points page = store.metrics().history(run, "loss", (long) i * PAGE, PAGE);
          for (int at = 0; at < PAGE; at++) {
            expect((long) i * PAGE + at, page.steps()[at]);
          }
        });
  }

  private void manyKeys() {
    RunId run = run("wide");
    Trial append =
        i -> {
          int from = i * BATCH % KEYS;
          int round = i * BATCH / KEYS;
          List<MetricPoint> batch =
              IntStream.range(from, from + BATCH)
                  .mapToObj(key -> new MetricPoint("layer/" + key, key, round, round))
                  .toList();
          expect(BATCH, store.metrics().append(run, batch));
        };
    repeated("append to 50,000 new keys, per 1,000", KEYS / BATCH, append);
    repeated("append to 50,000 keys, per 1,000", KEYS / BATCH, i -> append.run(KEYS / BATCH + i));
    expect(KEYS, timed("summaries of 50,000 keys", () -> store.metrics().summaries(run)).size());
    timed("open again with 50,000 open series", this::reopen);
    expect(2, store.metrics().history(run, "layer/49999", 0, 9).size());
    timed("seal 50,000 keys", () -> store.metrics().seal(run));
    expect(2, store.metrics().history(run, "layer/49999", 0, 9).size());
  }

  private SqlStore reopen() {
    store.close();
    store = SqlStore.open(config);
    return store;
  }

  private RunId run(String name) {
    RunId run = new RunId(name);
    TestRuns.insert(store, run);
    return run;
  }

  private static List<MetricPoint> line(int from, int to) {
    Random random = new Random(from);
    List<MetricPoint> points = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      double value = Math.exp(-i / 1e6) + random.nextGaussian() / 100;
      points.add(new MetricPoint("loss", value, 1_700_000_000_000L + 97L * i, i));
    }
    return points;
  }

  /** Something to be timed, by its number. */
  private interface Trial {
    void run(int number);
  }

  private static void repeated(String what, int times, Trial trial) {
    long[] nanos = new long[times];
    long cpu = OS.getProcessCpuTime();
    for (int i = 0; i < times; i++) {
      long from = System.nanoTime();
      trial.run(i);
      nanos[i] = System.nanoTime() - from;
    }
    Arrays.sort(nanos);
    report(what, nanos[times / 2], (OS.getProcessCpuTime() - cpu) / times);
  }

  private static <T> T timed(String what, Supplier<T> work) {
    long cpu = OS.getProcessCpuTime();
    long from = System.nanoTime();
    T result = work.get();
    report(what, System.nanoTime() - from, OS.getProcessCpuTime() - cpu);
    return result;
  }

  /** The clock tells what a caller waits, the processor's time what it costs on a busy machine. */
  private static void report(String what, long nanos, long cpuNanos) {
    System.out.printf("%-50s %10.3f ms %10.3f ms of CPU%n", what, nanos / 1e6, cpuNanos / 1e6);
  }

  private static void expect(long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException("expected " + expected + ", not " + actual);
    }
  }
}
