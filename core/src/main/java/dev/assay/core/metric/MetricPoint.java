package dev.assay.core.metric;

import java.util.Comparator;

/**
 * One point of a series as it is logged.
 *
 * @param value any double, NaN and infinities included; kept bit for bit but for the many NaNs,
 *     which become one
 * @param timeMillis epoch milliseconds, as the client says
 * @param step any whole number
 */
public record MetricPoint(String key, double value, long timeMillis, long step) {
  /** The order of progress in one series, by (step, time, value), NaN and -0.0 counting as 0. */
  public static final Comparator<MetricPoint> BY_PROGRESS =
      Comparator.comparingLong(MetricPoint::step)
          .thenComparingLong(MetricPoint::timeMillis)
          .thenComparingDouble(
              point -> Double.isNaN(point.value()) || point.value() == 0 ? 0 : point.value());
}
