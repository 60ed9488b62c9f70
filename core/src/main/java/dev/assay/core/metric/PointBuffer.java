package dev.assay.core.metric;

import java.util.Arrays;

/** Points being collected, in columns that grow. For one thread. */
public final class PointBuffer {
  private static final int CAPACITY_MIN = 4;

  private long[] steps;
  private long[] timesMillis;
  private double[] values;
  private int size;

  /** An empty buffer that has room for some points from the start. */
  public PointBuffer(int capacity) {
    steps = new long[capacity];
    timesMillis = new long[capacity];
    values = new double[capacity];
  }

  public int size() {
    return size;
  }

  public void add(long step, long timeMillis, double value) {
    if (size == values.length) {
      grow(size + 1);
    }
    steps[size] = step;
    timesMillis[size] = timeMillis;
    values[size] = value;
    size++;
  }

  /** Adds the points with {@code from <= index < to}. */
  public void addAll(Points points, int from, int to) {
    int count = to - from;
    if (size + count > values.length) {
      grow(size + count);
    }
    System.arraycopy(points.steps(), from, steps, size, count);
    System.arraycopy(points.timesMillis(), from, timesMillis, size, count);
    System.arraycopy(points.values(), from, values, size, count);
    size += count;
  }

  private void grow(int needed) {
    int capacity = Math.max(Math.max(CAPACITY_MIN, needed), size + (size >> 1));
    steps = Arrays.copyOf(steps, capacity);
    timesMillis = Arrays.copyOf(timesMillis, capacity);
    values = Arrays.copyOf(values, capacity);
  }

  /** What was collected; the buffer is not used any more after it. */
  public Points toPoints() {
    if (size == values.length) {
      return new Points(steps, timesMillis, values);
    }
    return new Points(
        Arrays.copyOf(steps, size), Arrays.copyOf(timesMillis, size), Arrays.copyOf(values, size));
  }
}
