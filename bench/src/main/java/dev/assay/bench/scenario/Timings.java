package dev.assay.bench.scenario;

import java.util.Arrays;

/** Durations of single requests. */
final class Timings {
  private static final double NANOS_PER_MILLI = 1e6;

  private long[] nanos = new long[1024];
  private int count;

  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = duration;
  }

  int count() {
    return count;
  }

  double medianMillis() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[count / 2] / NANOS_PER_MILLI;
  }

  double perSecond() {
    return count * 1e9 / Arrays.stream(nanos, 0, count).sum();
  }
}
