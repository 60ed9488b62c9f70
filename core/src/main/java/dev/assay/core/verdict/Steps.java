package dev.assay.core.verdict;

import dev.assay.core.metric.Points;
import java.util.stream.IntStream;

/**
 * A series as it is compared: by step, and within a step in the order it was logged. Wall time
 * decides nothing but that order.
 */
@SuppressWarnings("ArrayRecordComponent") // columns are the point; equality is never asked for
record Steps(long[] steps, double[] values) {

  static Steps of(Points points) {
    if (isOrdered(points)) {
      return new Steps(points.steps(), points.values());
    }
    int[] order =
        IntStream.range(0, points.size())
            .boxed()
            .sorted((a, b) -> compare(points, a, b))
            .mapToInt(Integer::intValue)
            .toArray();
    long[] steps = new long[order.length];
    double[] values = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      steps[i] = points.steps()[order[i]];
      values[i] = points.values()[order[i]];
    }
    return new Steps(steps, values);
  }

  int size() {
    return values.length;
  }

  private static boolean isOrdered(Points points) {
    for (int i = 1; i < points.size(); i++) {
      if (compare(points, i - 1, i) > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Points arrive by (time, step, value), so a stable sort by step keeps the order of logging
   * within one.
   */
  private static int compare(Points points, int a, int b) {
    return Long.compare(points.steps()[a], points.steps()[b]);
  }
}
