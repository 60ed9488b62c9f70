package dev.assay.core.metric;

import dev.assay.core.metric.SeriesWindow.Axis;

/** The two total orders of points. NaN stands before every number, -0.0 before 0.0. */
public enum PointOrder {
  /** By (time, step, value). */
  TIME,
  /** By (step, time, value). */
  STEP;

  /** The order in which a chart draws from left to right. */
  public static PointOrder along(Axis axis) {
    return switch (axis) {
      case STEP -> STEP;
      case TIME -> TIME;
    };
  }

  /** The order that looks at the other column first. */
  PointOrder other() {
    return this == TIME ? STEP : TIME;
  }

  /** The column this order looks at first. */
  public long[] leading(Points points) {
    return this == TIME ? points.timesMillis() : points.steps();
  }

  /** The column this order looks at second. */
  public long[] following(Points points) {
    return this == TIME ? points.steps() : points.timesMillis();
  }

  /** Compares point {@code i} of {@code a} with point {@code j} of {@code b}. */
  public int compare(Points a, int i, Points b, int j) {
    int byLeading = Long.compare(leading(a)[i], leading(b)[j]);
    if (byLeading != 0) {
      return byLeading;
    }
    int byFollowing = Long.compare(following(a)[i], following(b)[j]);
    return byFollowing != 0 ? byFollowing : compareValues(a.values()[i], b.values()[j]);
  }

  static int compareValues(double a, double b) {
    boolean aNumber = !Double.isNaN(a);
    boolean bNumber = !Double.isNaN(b);
    return aNumber && bNumber ? Double.compare(a, b) : Boolean.compare(aNumber, bNumber);
  }

  /** Whether the points stand in this order. */
  public boolean holds(Points points) {
    long[] leading = leading(points);
    for (int i = 1; i < leading.length; i++) {
      if (leading[i - 1] > leading[i]
          || (leading[i - 1] == leading[i] && compare(points, i - 1, points, i) > 0)) {
        return false;
      }
    }
    return true;
  }

  /** The points in this order; the very same object when they stand so already. */
  public Points sorted(Points points) {
    return holds(points) ? points : picked(points, sortedIndexes(points));
  }

  /** Merges from the bottom up: no boxes, and stable. */
  private int[] sortedIndexes(Points points) {
    int count = points.size();
    int[] from = new int[count];
    int[] to = new int[count];
    for (int i = 0; i < count; i++) {
      from[i] = i;
    }
    for (int width = 1; width < count; width *= 2) {
      for (int start = 0; start < count; start += 2 * width) {
        int middle = Math.min(start + width, count);
        merge(points, from, to, start, middle, Math.min(middle + width, count));
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private void merge(Points points, int[] from, int[] to, int start, int middle, int end) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeLeft =
          left < middle && (right == end || compare(points, from[left], points, from[right]) <= 0);
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }

  private static Points picked(Points points, int[] indexes) {
    PointBuffer picked = new PointBuffer(indexes.length);
    for (int i : indexes) {
      picked.add(points.steps()[i], points.timesMillis()[i], points.values()[i]);
    }
    return picked.toPoints();
  }
}
