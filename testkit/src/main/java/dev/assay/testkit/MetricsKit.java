package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.metric.Downsampled;
import dev.assay.core.metric.Latest;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.metric.Metrics;
import dev.assay.core.metric.Points;
import dev.assay.core.metric.SeriesWindow;
import dev.assay.core.metric.SeriesWindow.Axis;
import dev.assay.core.metric.Summary;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link Metrics} promises, by example; {@link MetricsRandomKit} goes beyond the examples. */
public abstract class MetricsKit extends StoreKit {
  private static final String LOSS = "loss";

  @Test
  void givesBackWhatWasAppended() {
    RunId run = newRun();
    assertThat(append(run, point(0.5, 20, 2), point(0.25, 10, 1))).isEqualTo(2);
    assertThat(all(run)).containsExactly(point(0.25, 10, 1), point(0.5, 20, 2));
    restart();
    assertThat(all(run)).containsExactly(point(0.25, 10, 1), point(0.5, 20, 2));
  }

  @Test
  void knowsNothingOfARunThatDoesNotExist() {
    RunId unknown = new RunId("nobody");
    assertFails(Failure.Kind.NOT_FOUND, () -> append(unknown, point(1, 1, 1)));
    assertThat(all(unknown)).isEmpty();
    assertThat(store.metrics().summaries(unknown)).isEmpty();
    assertThat(store.metrics().summary(unknown, LOSS)).isEmpty();
    assertThat(store.metrics().sample(unknown, LOSS, 0, 9, 5).size()).isZero();
    assertThat(store.metrics().downsample(unknown, LOSS, SeriesWindow.all(Axis.STEP, 5)).shownOf())
        .isZero();
  }

  @Test
  void knowsNothingOfAnUnknownKey() {
    RunId run = newRun();
    append(run, point(1, 1, 1));
    assertThat(store.metrics().history(run, "other", 0, 10).size()).isZero();
    assertThat(store.metrics().summary(run, "other")).isEmpty();
    Downsampled none = store.metrics().downsample(run, "other", SeriesWindow.all(Axis.TIME, 5));
    assertThat(none.points().size()).isZero();
    assertThat(none.raw()).isTrue();
  }

  @Test
  void takesAnEmptyBatch() {
    RunId run = newRun();
    assertThat(append(run)).isZero();
    assertThat(store.metrics().summaries(run)).isEmpty();
  }

  @Test
  void countsExactRepeatsOnce() {
    RunId run = newRun();
    assertThat(append(run, point(1, 1, 1), point(1, 1, 1), point(1, 1, 2))).isEqualTo(2);
    assertThat(append(run, point(1, 1, 1), point(1, 2, 1), point(2, 1, 1))).isEqualTo(2);
    store.metrics().seal(run);
    assertThat(append(run, point(1, 1, 2), point(1, 2, 1), point(1, 1, 3))).isEqualTo(1);
    restart();
    assertThat(append(run, point(1, 1, 1), point(1, 1, 2), point(1, 2, 1), point(2, 1, 1)))
        .isZero();
    assertThat(all(run)).hasSize(5);
    assertThat(store.metrics().summary(run, LOSS).orElseThrow().count()).isEqualTo(5);
  }

  @Test
  void tellsZeroesApartButNotNans() {
    RunId run = newRun();
    double otherNan = Double.longBitsToDouble(0x7ff8_0000_0000_0007L);
    assertThat(append(run, point(0.0, 1, 1), point(-0.0, 1, 1), point(Double.NaN, 1, 1)))
        .isEqualTo(3);
    assertThat(append(run, point(otherNan, 1, 1), point(-0.0, 1, 1), point(0.0, 1, 1))).isZero();
    assertThat(all(run))
        .containsExactly(point(Double.NaN, 1, 1), point(-0.0, 1, 1), point(0.0, 1, 1));
  }

  @Test
  void keepsEveryDoubleAndLongExactly() {
    List<MetricPoint> odd = new ArrayList<>();
    double[] values = {
      Double.NEGATIVE_INFINITY,
      -Double.MAX_VALUE,
      -0.0,
      0.0,
      Double.MIN_VALUE,
      0.1,
      1e300,
      Double.POSITIVE_INFINITY
    };
    long[] extremes = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, 0, 1, Long.MAX_VALUE};
    for (long time : extremes) {
      for (long step : extremes) {
        for (double value : values) {
          odd.add(point(value, time, step));
        }
      }
    }
    RunId run = newRun();
    assertThat(store.metrics().append(run, odd)).isEqualTo(odd.size());
    assertThat(all(run)).isEqualTo(odd);
    restart();
    assertThat(all(run)).isEqualTo(odd);
    store.metrics().seal(run);
    assertThat(all(run)).isEqualTo(odd);
    restart();
    assertThat(all(run)).isEqualTo(odd);
  }

  @Test
  void summarisesEachSeries() {
    RunId run = newRun();
    append(run, point(3, 30, 3), point(1, 10, 1), point(Double.NaN, 20, 2), point(1, 40, 4));
    Summary expected =
        new Summary(LOSS, 4, 1, point(1, 10, 1), new Latest(LOSS, 1, 40, 4), 1, 1, 3, 3);
    assertThat(store.metrics().summary(run, LOSS)).contains(expected);
    assertThat(store.metrics().summaries(run)).containsExactly(expected);
    append(run, point(-0.0, 5, 0), point(0.0, 5, -7), point(9, 50, 4));
    Summary more =
        new Summary(LOSS, 7, 1, point(0.0, 5, -7), new Latest(LOSS, 9, 50, 4), -0.0, 0, 9, 4);
    assertThat(store.metrics().summary(run, LOSS)).contains(more);
    restart();
    assertThat(store.metrics().summary(run, LOSS)).contains(more);
  }

  @Test
  void summarisesSeriesOfNansAndInfinities() {
    RunId run = newRun();
    append(run, point(Double.NaN, 1, 5), point(Double.NaN, 2, 6));
    assertThat(store.metrics().summary(run, LOSS))
        .contains(
            new Summary(
                LOSS,
                2,
                2,
                point(Double.NaN, 1, 5),
                new Latest(LOSS, Double.NaN, 2, 6),
                Double.NaN,
                0,
                Double.NaN,
                0));
    append(run, point(Double.NEGATIVE_INFINITY, 2, 6), point(Double.POSITIVE_INFINITY, 1, 1));
    restart();
    assertThat(store.metrics().summary(run, LOSS))
        .contains(
            new Summary(
                LOSS,
                4,
                2,
                point(Double.POSITIVE_INFINITY, 1, 1),
                new Latest(LOSS, Double.NaN, 2, 6),
                Double.NEGATIVE_INFINITY,
                6,
                Double.POSITIVE_INFINITY,
                1));
  }

  @Test
  void ordersSummariesByCodePointOfTheKey() {
    RunId run = newRun();
    List<String> keys = List.of("A", "a", "a/b", "é", "\uffee", "\ud83d\ude00", "k".repeat(1_000));
    store
        .metrics()
        .append(run, keys.reversed().stream().map(key -> new MetricPoint(key, 1, 1, 1)).toList());
    assertThat(store.metrics().summaries(run))
        .extracting(Summary::key)
        .containsExactly("A", "a", "a/b", "k".repeat(1_000), "é", "\uffee", "\ud83d\ude00");
  }

  @Test
  void pagesThroughAHistory() {
    RunId run = newRun();
    store.metrics().append(run, line(0, 3_000));
    store.metrics().append(run, line(3_000, 3_100));
    assertThat(pages(run, 700)).isEqualTo(line(0, 3_100));
    store.metrics().seal(run);
    assertThat(pages(run, 700)).isEqualTo(line(0, 3_100));
    assertThat(store.metrics().history(run, LOSS, 3_100, 10).size()).isZero();
    assertThat(store.metrics().history(run, LOSS, Long.MAX_VALUE, 10).size()).isZero();
    assertThat(store.metrics().history(run, LOSS, 0, 0).size()).isZero();
  }

  @Test
  void samplesEvenlyWithBothEnds() {
    RunId run = newRun();
    store.metrics().append(run, line(0, 1_001));
    assertThat(store.metrics().sample(run, LOSS, 0, 2_000, 5).steps())
        .containsExactly(0, 250, 500, 750, 1_000);
    assertThat(store.metrics().sample(run, LOSS, 100, 199, 3).steps())
        .containsExactly(100, 149, 199);
    assertThat(store.metrics().sample(run, LOSS, 10, 12, 5).steps()).containsExactly(10, 11, 12);
    assertThat(store.metrics().sample(run, LOSS, 0, 500, 1).steps()).containsExactly(500);
    assertThat(store.metrics().sample(run, LOSS, 5_000, 6_000, 5).size()).isZero();
  }

  @Test
  void showsEachBucketsFirstLeastGreatestAndLast() {
    RunId run = newRun();
    List<MetricPoint> points = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      points.add(point((i * 37) % 100, i, i));
    }
    store.metrics().append(run, points);
    Downsampled chart =
        store.metrics().downsample(run, LOSS, new SeriesWindow(Axis.STEP, 0, 99, 2));
    assertThat(chart.raw()).isFalse();
    assertThat(chart.shownOf()).isEqualTo(100);
    assertThat(chart.points().steps()).containsExactly(0, 27, 49, 50, 54, 73, 99);
    assertThat(chart.points().values()).containsExactly(0, 99, 13, 50, 98, 1, 63);
    Downsampled few = store.metrics().downsample(run, LOSS, new SeriesWindow(Axis.TIME, 10, 17, 2));
    assertThat(few.raw()).isTrue();
    assertThat(few.shownOf()).isEqualTo(8);
    assertThat(points(few.points())).isEqualTo(points.subList(10, 18));
  }

  @Test
  void keepsNothingOfATransactionThatFails() {
    RunId run = newRun();
    append(run, point(1, 1, 1));
    assertThatThrownBy(
            () ->
                store
                    .transactions()
                    .transact(
                        () -> {
                          append(run, point(2, 2, 2), new MetricPoint("fresh", 1, 1, 1));
                          store.metrics().append(run, line(100, 4_000));
                          store.metrics().seal(run);
                          append(run, point(3, 3, 3));
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    assertThat(all(run)).containsExactly(point(1, 1, 1));
    assertThat(store.metrics().summaries(run)).extracting(Summary::count).containsExactly(1L);
    assertThat(append(run, point(2, 2, 2), new MetricPoint("fresh", 1, 1, 1))).isEqualTo(2);
    restart();
    assertThat(all(run)).containsExactly(point(1, 1, 1), point(2, 2, 2));
    assertThat(store.metrics().history(run, "fresh", 0, 9).size()).isEqualTo(1);
  }

  @Test
  void undoesOnlyTheInnerTransaction() {
    RunId run = newRun();
    store
        .transactions()
        .transact(
            () -> {
              append(run, point(1, 1, 1));
              assertThatThrownBy(
                      () ->
                          store
                              .transactions()
                              .transact(
                                  () -> {
                                    append(run, point(2, 2, 2));
                                    throw new IllegalStateException("inner");
                                  }))
                  .hasMessage("inner");
              append(run, point(3, 3, 3));
            });
    assertThat(all(run)).containsExactly(point(1, 1, 1), point(3, 3, 3));
    restart();
    assertThat(all(run)).containsExactly(point(1, 1, 1), point(3, 3, 3));
  }

  @Test
  void readsInATransactionSeeItsOwnPoints() {
    RunId run = newRun();
    append(run, point(1, 1, 1));
    store
        .transactions()
        .transact(
            () -> {
              append(run, point(2, 2, 2), new MetricPoint("fresh", 1, 1, 1));
              assertThat(all(run)).containsExactly(point(1, 1, 1), point(2, 2, 2));
              assertThat(store.metrics().summaries(run)).hasSize(2);
              store.metrics().seal(run);
              assertThat(all(run)).containsExactly(point(1, 1, 1), point(2, 2, 2));
              assertThat(append(run, point(2, 2, 2))).isZero();
            });
  }

  @Test
  void sealsTheSameContentToTheSameDigest() {
    RunId run = newRun();
    RunId twin = newRun();
    Digest empty = store.metrics().seal(run);
    store.metrics().append(run, line(0, 3_000));
    store.metrics().append(twin, line(0, 3_000));
    Digest sealed = store.metrics().seal(run);
    assertThat(sealed).isNotEqualTo(empty);
    assertThat(store.metrics().seal(twin)).isEqualTo(sealed);
    restart();
    assertThat(store.metrics().seal(run)).isEqualTo(sealed);
    append(run, point(1, 99_999, 99_999));
    assertThat(store.metrics().seal(run)).isNotEqualTo(sealed);
    assertThat(all(run)).hasSize(3_001);
  }

  @Test
  void forgetsAPurgedRun() {
    RunInfo run = run(project("short-lived")).build();
    store.runs().create(run, Map.of());
    store.metrics().append(run.id(), line(0, 2_000));
    store.metrics().seal(run.id());
    append(run.id(), point(1, 9_999, 9_999));
    store.runs().update(RunBuilder.from(run).deletedAt(clock.instant()).build());
    store.runs().purge(run.id());
    assertThat(all(run.id())).isEmpty();
    assertThat(store.metrics().summaries(run.id())).isEmpty();
    assertFails(Failure.Kind.NOT_FOUND, () -> append(run.id(), point(1, 1, 1)));
    store.runs().create(run, Map.of());
    assertThat(append(run.id(), point(1, 9_999, 9_999))).isEqualTo(1);
    assertThat(all(run.id())).containsExactly(point(1, 9_999, 9_999));
    restart();
    assertThat(all(run.id())).containsExactly(point(1, 9_999, 9_999));
  }

  @Test
  void goesOnAfterSealing() {
    RunId run = newRun();
    for (long round = 0; round < 5; round++) {
      store.metrics().append(run, line(round * 1_500, (round + 1) * 1_500));
      store.metrics().seal(run);
    }
    assertThat(all(run)).isEqualTo(line(0, 7_500));
    assertThat(store.metrics().append(run, line(0, 7_500))).isZero();
  }

  @Test
  void readersSeeBatchesWholeAndNeverLessThanBefore() throws Exception {
    RunId run = newRun();
    int writers = 3;
    int rounds = 60;
    int batch = 50;
    AtomicInteger writing = new AtomicInteger(writers);
    Crowd.of(
        writers + 2,
        thread -> {
          if (thread < writers) {
            write(run, thread, rounds, batch);
            writing.decrementAndGet();
            return;
          }
          int seen = 0;
          while (writing.get() > 0 && !Thread.currentThread().isInterrupted()) {
            Thread.sleep(1); // where reading never waits, readers would starve the writers
            int now = store.metrics().history(run, LOSS, 0, 100_000).size();
            assertThat(now % batch).isZero();
            assertThat(now).isGreaterThanOrEqualTo(seen);
            seen = now;
          }
        });
    assertThat(all(run)).hasSize(writers * rounds * batch);
    assertThat(store.metrics().summary(run, LOSS).orElseThrow().count())
        .isEqualTo((long) writers * rounds * batch);
    restart();
    assertThat(all(run)).hasSize(writers * rounds * batch);
  }

  private void write(RunId run, int writer, int rounds, int batch) {
    for (int round = 0; round < rounds; round++) {
      int first = round * batch;
      List<MetricPoint> points =
          IntStream.range(first, first + batch).mapToObj(i -> point(writer, i, i)).toList();
      assertThat(store.metrics().append(run, points)).isEqualTo(batch);
      Points seen = store.metrics().history(run, LOSS, 0, 100_000);
      long mine = Arrays.stream(seen.values()).filter(value -> value == writer).count();
      assertThat(mine).isEqualTo(first + batch);
      if (round % 20 == 19) {
        store.metrics().seal(run);
      }
    }
  }

  /** A running run of a new project. */
  protected final RunId newRun() {
    RunInfo run = run(project("project-" + ids.hex32())).build();
    store.runs().create(run, Map.of());
    return run.id();
  }

  private static MetricPoint point(double value, long time, long step) {
    return new MetricPoint(LOSS, value, time, step);
  }

  private int append(RunId run, MetricPoint... points) {
    return store.metrics().append(run, List.of(points));
  }

  /** Points of a regular series with {@code from <= step < to}. */
  private static List<MetricPoint> line(long from, long to) {
    return LongStream.range(from, to).mapToObj(i -> point(i / 8.0, 10 * i, i)).toList();
  }

  private List<MetricPoint> all(RunId run) {
    return points(store.metrics().history(run, LOSS, 0, Integer.MAX_VALUE));
  }

  private List<MetricPoint> pages(RunId run, int limit) {
    List<MetricPoint> all = new ArrayList<>();
    while (true) {
      Points page = store.metrics().history(run, LOSS, all.size(), limit);
      all.addAll(points(page));
      if (page.size() < limit) {
        return all;
      }
    }
  }

  private static List<MetricPoint> points(Points columns) {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> point(columns.values()[i], columns.timesMillis()[i], columns.steps()[i]))
        .toList();
  }
}
