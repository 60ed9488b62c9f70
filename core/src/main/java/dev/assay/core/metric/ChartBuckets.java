package dev.assay.core.metric;

import java.util.Arrays;

/**
 * Reduces a series to the first, least, greatest and last point of each bucket of a chart. Takes
 * whole rollups where these lie within one bucket and points elsewhere, in any order. For one
 * thread.
 */
public final class ChartBuckets {
  private static final int FIRST = 0;
  private static final int MIN = 1;
  private static final int MAX = 2;
  private static final int LAST = 3;
  private static final int KINDS = 4;

  private final PointOrder order;
  private final long from;
  private final long to;
  private final long[] starts;
  private final State[] states;
  private final Points spots;
  private long count;

  private enum State {
    EMPTY,
    NAN_ONLY,
    NUMBERS
  }

  /**
   * Cuts {@code from} to {@code to}, both inclusive, into equal parts; the part with index i begins
   * at from + floor(i * (to - from + 1) / buckets).
   */
  public ChartBuckets(PointOrder order, long from, long to, int buckets) {
    this.order = order;
    this.from = from;
    this.to = to;
    this.starts = starts(from, to, buckets);
    this.states = new State[starts.length];
    Arrays.fill(states, State.EMPTY);
    int slots = starts.length * KINDS;
    this.spots = new Points(new long[slots], new long[slots], new double[slots]);
  }

  /** Not more buckets than there are whole numbers, so that none is empty by construction. */
  private static long[] starts(long from, long to, int buckets) {
    long distance = to - from;
    int count = Long.compareUnsigned(distance, buckets) < 0 ? (int) (distance + 1) : buckets;
    long width = Long.divideUnsigned(distance, count);
    long rest = Long.remainderUnsigned(distance, count) + 1;
    long[] starts = new long[count];
    for (int i = 0; i < count; i++) {
      starts[i] = from + i * width + i * rest / count;
    }
    return starts;
  }

  /** How many points were taken. */
  public long count() {
    return count;
  }

  /** Takes a block by its rollup alone; false, and nothing is taken, when that is not enough. */
  public boolean addWhole(Rollup rollup) {
    long least = rollup.least(order);
    long greatest = rollup.greatest(order);
    boolean spotsHold = order == PointOrder.TIME || rollup.aligned();
    if (least < from || greatest > to || !spotsHold) {
      return false;
    }
    int bucket = bucketOf(least);
    if (bucket != bucketOf(greatest)) {
      return false;
    }
    count += rollup.count();
    Points four = points(rollup.first(), rollup.min(), rollup.max(), rollup.last());
    if (rollup.count() == rollup.nanCount()) {
      addNan(bucket, four, 0);
    } else {
      addNumbers(bucket, four, 0, 1, 2, 3);
    }
    return true;
  }

  private static Points points(Spot... spots) {
    PointBuffer buffer = new PointBuffer(spots.length);
    for (Spot spot : spots) {
      buffer.add(spot.step(), spot.timeMillis(), spot.value());
    }
    return buffer.toPoints();
  }

  /** Takes those of the points that lie in the window. */
  public void add(Points points) {
    Points sorted = order.sorted(points);
    long[] xs = order.leading(sorted);
    int begin = firstAtOrAfter(xs, from);
    int end = to == Long.MAX_VALUE ? xs.length : firstAtOrAfter(xs, to + 1);
    count += Math.max(0, end - begin);
    while (begin < end) {
      int bucket = bucketOf(xs[begin]);
      int next = begin + 1;
      if (bucket + 1 == starts.length) {
        next = end;
      }
      while (next < end && xs[next] < starts[bucket + 1]) {
        next++;
      }
      addSorted(bucket, sorted, begin, next);
      begin = next;
    }
  }

  private static int firstAtOrAfter(long[] xs, long x) {
    int low = 0;
    int high = xs.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (xs[middle] < x) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int bucketOf(long x) {
    int found = Arrays.binarySearch(starts, x);
    return found >= 0 ? found : -found - 2;
  }

  private void addSorted(int bucket, Points points, int begin, int end) {
    double[] values = points.values();
    int first = begin;
    while (first < end && Double.isNaN(values[first])) {
      first++;
    }
    if (first == end) {
      addNan(bucket, points, begin);
      return;
    }
    int last = end - 1;
    while (Double.isNaN(values[last])) {
      last--;
    }
    int min = first;
    int max = first;
    double least = values[first];
    double greatest = least;
    for (int i = first + 1; i <= last; i++) {
      double value = values[i];
      if (value < least) {
        least = value;
        min = i;
      }
      if (value > greatest) {
        greatest = value;
        max = i;
      }
    }
    addNumbers(bucket, points, first, min, max, last);
  }

  private void addNan(int bucket, Points points, int at) {
    int slot = bucket * KINDS;
    switch (states[bucket]) {
      case EMPTY -> {
        states[bucket] = State.NAN_ONLY;
        put(slot + FIRST, points, at);
      }
      case NAN_ONLY -> {
        if (order.compare(points, at, spots, slot + FIRST) < 0) {
          put(slot + FIRST, points, at);
        }
      }
      case NUMBERS -> {
        // A bucket that holds numbers does not show its NaNs.
      }
    }
  }

  private void addNumbers(int bucket, Points points, int first, int min, int max, int last) {
    int slot = bucket * KINDS;
    if (states[bucket] != State.NUMBERS) {
      states[bucket] = State.NUMBERS;
      put(slot + FIRST, points, first);
      put(slot + MIN, points, min);
      put(slot + MAX, points, max);
      put(slot + LAST, points, last);
      return;
    }
    if (order.compare(points, first, spots, slot + FIRST) < 0) {
      put(slot + FIRST, points, first);
    }
    if (order.compare(points, last, spots, slot + LAST) > 0) {
      put(slot + LAST, points, last);
    }
    if (isBetter(points.values()[min], spots.values()[slot + MIN], points, min, slot + MIN)) {
      put(slot + MIN, points, min);
    }
    if (isBetter(spots.values()[slot + MAX], points.values()[max], points, max, slot + MAX)) {
      put(slot + MAX, points, max);
    }
  }

  /** Whether the first is less, or the two are equal and the point stands earlier than the slot. */
  private boolean isBetter(double less, double more, Points points, int at, int slot) {
    return less < more || (less == more && order.compare(points, at, spots, slot) < 0);
  }

  private void put(int slot, Points points, int at) {
    spots.steps()[slot] = points.steps()[at];
    spots.timesMillis()[slot] = points.timesMillis()[at];
    spots.values()[slot] = points.values()[at];
  }

  /** What the chart shows, in order of x. */
  public Points shown() {
    PointBuffer shown = new PointBuffer(starts.length * KINDS);
    for (int bucket = 0; bucket < starts.length; bucket++) {
      int slot = bucket * KINDS;
      switch (states[bucket]) {
        case EMPTY -> {
          // Nothing to show.
        }
        case NAN_ONLY -> shown.addAll(spots, slot, slot + 1);
        case NUMBERS -> show(slot, shown);
      }
    }
    return shown.toPoints();
  }

  private void show(int slot, PointBuffer shown) {
    boolean minFirst = order.compare(spots, slot + MIN, spots, slot + MAX) <= 0;
    int[] inOrder = {
      slot + FIRST,
      minFirst ? slot + MIN : slot + MAX,
      minFirst ? slot + MAX : slot + MIN,
      slot + LAST
    };
    int before = -1;
    for (int each : inOrder) {
      if (before < 0 || order.compare(spots, before, spots, each) != 0) {
        shown.addAll(spots, each, each + 1);
      }
      before = each;
    }
  }
}
