package dev.assay.testkit;

import dev.assay.core.metric.Downsampled;
import dev.assay.core.metric.Latest;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.metric.SeriesWindow;
import dev.assay.core.metric.SeriesWindow.Axis;
import dev.assay.core.metric.Summary;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a series must answer, worked out as plainly as can be. */
final class SeriesOracle {
  /** NaN before the numbers, -0.0 before 0.0. */
  private static final Comparator<Double> BY_VALUE =
      Comparator.<Double, Boolean>comparing(value -> !value.isNaN())
          .thenComparing(Comparator.naturalOrder());

  private static final Comparator<MetricPoint> BY_STEP =
      Comparator.comparingLong(MetricPoint::step)
          .thenComparingLong(MetricPoint::timeMillis)
          .thenComparing(MetricPoint::value, BY_VALUE);

  private static final Comparator<MetricPoint> BY_TIME =
      Comparator.comparingLong(MetricPoint::timeMillis)
          .thenComparingLong(MetricPoint::step)
          .thenComparing(MetricPoint::value, BY_VALUE);

  /** As the latest point is told: NaN counts as 0, and stands before a true 0. */
  private static final Comparator<MetricPoint> BY_STEP_NAN_AS_0 =
      Comparator.comparingLong(MetricPoint::step)
          .thenComparingLong(MetricPoint::timeMillis)
          .thenComparingDouble(point -> Double.isNaN(point.value()) ? 0.0 : point.value())
          .thenComparing(MetricPoint::value, BY_VALUE);

  /** Records of doubles are equal as points are. */
  private final Set<MetricPoint> points = new LinkedHashSet<>();

  boolean add(MetricPoint point) {
    double value = Double.isNaN(point.value()) ? Double.NaN : point.value();
    return points.add(new MetricPoint(point.key(), value, point.timeMillis(), point.step()));
  }

  List<MetricPoint> history() {
    return points.stream().sorted(BY_TIME).toList();
  }

  Summary summary(String key) {
    List<MetricPoint> all = points.stream().sorted(BY_STEP_NAN_AS_0).toList();
    MetricPoint first = all.getFirst();
    MetricPoint last = all.getLast();
    List<MetricPoint> numbers = numbers(all);
    Comparator<MetricPoint> byValue = Comparator.comparingDouble(MetricPoint::value);
    MetricPoint none = new MetricPoint(key, Double.NaN, 0, 0);
    MetricPoint min =
        numbers.stream().min(byValue.thenComparingLong(MetricPoint::step)).orElse(none);
    MetricPoint max =
        numbers.stream().min(byValue.reversed().thenComparingLong(MetricPoint::step)).orElse(none);
    return new Summary(
        key,
        all.size(),
        all.size() - numbers.size(),
        first,
        new Latest(key, last.value(), last.timeMillis(), last.step()),
        min.value(),
        min.step(),
        max.value(),
        max.step());
  }

  private static List<MetricPoint> numbers(Collection<MetricPoint> some) {
    return some.stream().filter(point -> !Double.isNaN(point.value())).toList();
  }

  List<MetricPoint> sample(long fromStep, long toStep, int limit) {
    List<MetricPoint> all =
        points.stream()
            .filter(point -> fromStep <= point.step() && point.step() <= toStep)
            .sorted(BY_STEP)
            .toList();
    if (all.size() <= limit) {
      return all;
    }
    if (limit == 1) {
      return List.of(all.getLast());
    }
    List<MetricPoint> sample = new ArrayList<>();
    for (long i = 0; i < limit; i++) {
      sample.add(all.get((int) (i * (all.size() - 1) / (limit - 1))));
    }
    return sample;
  }

  /** What is shown of a window, as the answer's points. */
  List<MetricPoint> shown(SeriesWindow window) {
    List<MetricPoint> within = within(window);
    if (within.size() <= window.buckets() * Downsampled.RAW_PER_BUCKET_MAX) {
      return within;
    }
    long least = points.stream().mapToLong(point -> x(point, window)).min().orElseThrow();
    long greatest = points.stream().mapToLong(point -> x(point, window)).max().orElseThrow();
    BigInteger from = BigInteger.valueOf(Math.max(window.from(), least));
    BigInteger to = BigInteger.valueOf(Math.min(window.to(), greatest));
    SortedMap<BigInteger, List<MetricPoint>> buckets = new TreeMap<>();
    for (MetricPoint point : within) {
      BigInteger offset = BigInteger.valueOf(x(point, window)).subtract(from);
      BigInteger bucket = bucket(offset, to.subtract(from).add(BigInteger.ONE), window.buckets());
      buckets.computeIfAbsent(bucket, b -> new ArrayList<>()).add(point);
    }
    return buckets.values().stream().flatMap(bucket -> shown(bucket, order(window))).toList();
  }

  List<MetricPoint> within(SeriesWindow window) {
    Predicate<MetricPoint> isWithin =
        point -> window.from() <= x(point, window) && x(point, window) <= window.to();
    return points.stream().filter(isWithin).sorted(order(window)).toList();
  }

  private static Stream<MetricPoint> shown(
      List<MetricPoint> bucket, Comparator<MetricPoint> order) {
    List<MetricPoint> numbers = numbers(bucket);
    if (numbers.isEmpty()) {
      return Stream.of(bucket.getFirst());
    }
    MetricPoint min = numbers.getFirst();
    MetricPoint max = numbers.getFirst();
    for (MetricPoint point : numbers) {
      min = point.value() < min.value() ? point : min;
      max = point.value() > max.value() ? point : max;
    }
    return Stream.of(numbers.getFirst(), min, max, numbers.getLast()).distinct().sorted(order);
  }

  /** The last bucket that begins at or before an offset: floor(i * span / count) <= offset. */
  private static BigInteger bucket(BigInteger offset, BigInteger span, int buckets) {
    BigInteger count = span.min(BigInteger.valueOf(buckets));
    BigInteger scaled = offset.add(BigInteger.ONE).multiply(count);
    return scaled.add(span).subtract(BigInteger.ONE).divide(span).subtract(BigInteger.ONE);
  }

  private static long x(MetricPoint point, SeriesWindow window) {
    return window.axis() == Axis.STEP ? point.step() : point.timeMillis();
  }

  private static Comparator<MetricPoint> order(SeriesWindow window) {
    return window.axis() == Axis.STEP ? BY_STEP : BY_TIME;
  }
}
