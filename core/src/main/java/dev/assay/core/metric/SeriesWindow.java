package dev.assay.core.metric;

import dev.assay.core.Failure;

/**
 * A chart's view of a series.
 *
 * @param axis what x is
 * @param from the least x shown, inclusive
 * @param to the greatest x shown, inclusive
 * @param buckets how many columns the chart has; the part of the window between the least and the
 *     greatest x of the series is cut into so many equal parts, the i-th of which begins at its
 *     least x + floor(i * number of whole x / buckets)
 */
public record SeriesWindow(Axis axis, long from, long to, int buckets) {
  public static final int BUCKETS_MAX = 10_000;

  public SeriesWindow {
    if (from > to) {
      throw Failure.invalid("a window from " + from + " to " + to + " is empty");
    }
    if (buckets < 1 || buckets > BUCKETS_MAX) {
      throw Failure.invalid("a chart has 1 to " + BUCKETS_MAX + " buckets, not " + buckets);
    }
  }

  /** The whole series. */
  public static SeriesWindow all(Axis axis, int buckets) {
    return new SeriesWindow(axis, Long.MIN_VALUE, Long.MAX_VALUE, buckets);
  }

  /** What the x of a chart is. */
  public enum Axis {
    STEP,
    TIME
  }
}
