package dev.assay.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.metric.Downsampled;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.metric.Points;
import dev.assay.core.metric.SeriesWindow;
import dev.assay.core.metric.SeriesWindow.Axis;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Long random histories of a store against {@link SeriesOracle}; a failure names its seed. */
public abstract class MetricsRandomKit extends StoreKit {
  private static final int ROUNDS = 4;
  private static final int STEPS = 30;
  private static final List<String> KEYS = List.of("loss", "acc", "lr", "gradient/norm");

  private final Map<RunId, Map<String, SeriesOracle>> oracles = new HashMap<>();
  private Random random = new Random(0);
  private long clockMillis;

  @Test
  void answersAsTheOracleDoes() {
    long first = new Random().nextLong();
    for (int round = 0; round < ROUNDS; round++) {
      long seed = first + round;
      random = new Random(seed);
      try {
        live();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }

  private void live() {
    oracles.clear();
    List<RunId> runs = List.of(newRun(), newRun());
    clockMillis = 1_000_000;
    boolean orderly = random.nextBoolean();
    for (int step = 0; step < STEPS; step++) {
      RunId run = runs.get(random.nextInt(runs.size()));
      switch (random.nextInt(12)) {
        case 0 -> store.metrics().seal(run);
        case 1 -> restart();
        case 2 -> appendInVain(run, batch(orderly));
        default -> append(run, batch(orderly));
      }
      check(run, KEYS.get(random.nextInt(KEYS.size())));
    }
    runs.forEach(run -> KEYS.forEach(key -> check(run, key)));
  }

  private RunId newRun() {
    RunInfo run = run(project("project-" + ids.hex32())).build();
    store.runs().create(run, Map.of());
    oracles.put(run.id(), new HashMap<>());
    return run.id();
  }

  private List<MetricPoint> batch(boolean orderly) {
    int size = 1 + random.nextInt(random.nextInt(8) == 0 ? 3_000 : 60);
    List<MetricPoint> batch = new ArrayList<>();
    String one = KEYS.get(random.nextInt(KEYS.size()));
    boolean single = random.nextBoolean();
    for (int i = 0; i < size; i++) {
      String key = single ? one : KEYS.get(random.nextInt(KEYS.size()));
      clockMillis += random.nextInt(3);
      batch.add(orderly ? orderly(key) : any(key));
      if (random.nextInt(20) == 0) {
        batch.add(batch.get(random.nextInt(batch.size())));
      }
    }
    return batch;
  }

  private MetricPoint orderly(String key) {
    return new MetricPoint(key, value(), clockMillis, clockMillis / 2);
  }

  private MetricPoint any(String key) {
    long time = clockMillis - random.nextInt(400);
    return switch (random.nextInt(20)) {
      case 0 -> new MetricPoint(key, value(), random.nextLong(), random.nextInt(50));
      case 1 -> new MetricPoint(key, value(), time, random.nextLong());
      default -> new MetricPoint(key, value(), time, random.nextInt(300) - 100);
    };
  }

  private double value() {
    return switch (random.nextInt(12)) {
      case 0 -> Double.NaN;
      case 1 -> random.nextBoolean() ? 0.0 : -0.0;
      case 2 -> random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
      case 3, 4, 5 -> random.nextInt(3);
      default -> random.nextGaussian();
    };
  }

  private void append(RunId run, List<MetricPoint> batch) {
    int expected = 0;
    for (MetricPoint point : batch) {
      expected += oracle(run, point.key()).add(point) ? 1 : 0;
    }
    assertThat(store.metrics().append(run, batch)).isEqualTo(expected);
  }

  private void appendInVain(RunId run, List<MetricPoint> batch) {
    try {
      store
          .transactions()
          .transact(
              () -> {
                store.metrics().append(run, batch);
                throw new IllegalStateException("in vain");
              });
    } catch (IllegalStateException e) {
      assertThat(e).hasMessage("in vain");
    }
  }

  private SeriesOracle oracle(RunId run, String key) {
    return oracles.getOrDefault(run, new HashMap<>()).computeIfAbsent(key, k -> new SeriesOracle());
  }

  private void check(RunId run, String key) {
    SeriesOracle oracle = oracle(run, key);
    List<MetricPoint> history = oracle.history();
    assertThat(points(key, store.metrics().history(run, key, 0, Integer.MAX_VALUE)))
        .isEqualTo(history);
    if (history.isEmpty()) {
      assertThat(store.metrics().summary(run, key)).isEmpty();
      return;
    }
    assertThat(store.metrics().summary(run, key)).contains(oracle.summary(key));
    checkPage(run, key, history);
    checkSample(run, key, oracle, history);
    checkChart(run, key, oracle, history);
  }

  private void checkPage(RunId run, String key, List<MetricPoint> history) {
    int offset = random.nextInt(history.size());
    int limit = random.nextInt(history.size()) + 1;
    assertThat(points(key, store.metrics().history(run, key, offset, limit)))
        .isEqualTo(history.subList(offset, Math.min(history.size(), offset + limit)));
  }

  private void checkSample(RunId run, String key, SeriesOracle oracle, List<MetricPoint> history) {
    long[] range = range(history, Axis.STEP);
    int limit = 1 + random.nextInt(30);
    assertThat(points(key, store.metrics().sample(run, key, range[0], range[1], limit)))
        .isEqualTo(oracle.sample(range[0], range[1], limit));
  }

  private void checkChart(RunId run, String key, SeriesOracle oracle, List<MetricPoint> history) {
    Axis axis = random.nextBoolean() ? Axis.STEP : Axis.TIME;
    long[] range = range(history, axis);
    SeriesWindow window = new SeriesWindow(axis, range[0], range[1], 1 + random.nextInt(60));
    Downsampled chart = store.metrics().downsample(run, key, window);
    int within = oracle.within(window).size();
    assertThat(chart.shownOf()).isEqualTo(within);
    assertThat(chart.raw()).isEqualTo(within <= window.buckets() * Downsampled.RAW_PER_BUCKET_MAX);
    assertThat(points(key, chart.points())).isEqualTo(oracle.shown(window));
  }

  /** Some range of x: all, between two points, or anything. */
  private long[] range(List<MetricPoint> history, Axis axis) {
    int kind = random.nextInt(3);
    if (kind == 0) {
      return new long[] {Long.MIN_VALUE, Long.MAX_VALUE};
    }
    long a = kind == 1 ? x(history, axis) : random.nextInt(500) - 200;
    long b = kind == 1 ? x(history, axis) : random.nextInt(500) - 200;
    return new long[] {Math.min(a, b), Math.max(a, b)};
  }

  private long x(List<MetricPoint> history, Axis axis) {
    MetricPoint point = history.get(random.nextInt(history.size()));
    return axis == Axis.STEP ? point.step() : point.timeMillis();
  }

  private static List<MetricPoint> points(String key, Points columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(
            i ->
                new MetricPoint(
                    key, columns.values()[i], columns.timesMillis()[i], columns.steps()[i]))
        .toList();
  }
}
