package dev.assay.core.metric;

import dev.assay.core.Failure;
import java.nio.ByteBuffer;

/**
 * The running summary of one series, the same whatever the order its points come in. First and
 * latest are the least and the greatest by (step, time, value), where NaN counts as 0 and stands
 * before a true 0; -0.0 is less than 0.0. For one thread.
 */
public final class SeriesTally {
  private static final byte VERSION = 1;
  private static final int SIZE_BYTES = 1 + 13 * Long.BYTES;

  private long count;
  private long nanCount;
  private long firstStep;
  private long firstTimeMillis;
  private double firstValue;
  private long lastStep;
  private long lastTimeMillis;
  private double lastValue;
  private double min = Double.NaN;
  private long minStep;
  private double max = Double.NaN;
  private long maxStep;
  private long maxTimeMillis = Long.MIN_VALUE;

  /** The tally of a series without points. */
  public SeriesTally() {}

  /** A tally of its own with the same points. */
  public SeriesTally copy() {
    return decode(encode());
  }

  public long count() {
    return count;
  }

  public long maxTimeMillis() {
    return maxTimeMillis;
  }

  public Spot last() {
    return new Spot(lastStep, lastTimeMillis, lastValue);
  }

  /** The least value that is a number; NaN when there is none. */
  public double min() {
    return min;
  }

  /** The greatest value that is a number; NaN when there is none. */
  public double max() {
    return max;
  }

  /**
   * Whether such a point cannot be in the series, since it lies beyond all of them; false says
   * nothing.
   */
  public boolean isBeyond(long step, long timeMillis) {
    return count == 0 || step > lastStep || timeMillis > maxTimeMillis;
  }

  /** Counts a point in. */
  public void add(long step, long timeMillis, double value) {
    if (count == 0
        || compare(step, timeMillis, value, firstStep, firstTimeMillis, firstValue) < 0) {
      firstStep = step;
      firstTimeMillis = timeMillis;
      firstValue = value;
    }
    if (count == 0 || compare(step, timeMillis, value, lastStep, lastTimeMillis, lastValue) > 0) {
      lastStep = step;
      lastTimeMillis = timeMillis;
      lastValue = value;
    }
    count++;
    maxTimeMillis = Math.max(maxTimeMillis, timeMillis);
    if (Double.isNaN(value)) {
      nanCount++;
      return;
    }
    addNumber(step, value);
  }

  private void addNumber(long step, double value) {
    boolean only = Double.isNaN(min);
    int byMin = Double.compare(value, min);
    if (only || byMin < 0 || (byMin == 0 && step < minStep)) {
      min = value;
      minStep = step;
    }
    int byMax = Double.compare(value, max);
    if (only || byMax > 0 || (byMax == 0 && step < maxStep)) {
      max = value;
      maxStep = step;
    }
  }

  private static int compare(
      long step, long timeMillis, double value, long step2, long timeMillis2, double value2) {
    if (step != step2) {
      return Long.compare(step, step2);
    }
    if (timeMillis != timeMillis2) {
      return Long.compare(timeMillis, timeMillis2);
    }
    int byValue = Double.compare(nanAsZero(value), nanAsZero(value2));
    return byValue != 0 ? byValue : Boolean.compare(!Double.isNaN(value), !Double.isNaN(value2));
  }

  private static double nanAsZero(double value) {
    return Double.isNaN(value) ? 0 : value;
  }

  /** What readers see of it; there is at least one point. */
  public Summary summary(String key) {
    return new Summary(
        key,
        count,
        nanCount,
        new MetricPoint(key, firstValue, firstTimeMillis, firstStep),
        new Latest(key, lastValue, lastTimeMillis, lastStep),
        min,
        minStep,
        max,
        maxStep);
  }

  /**
   * All of it in a fixed number of bytes, doubles bit for bit: databases change some doubles
   * (SQLite forgets the sign of -0.0 and that a NaN is one).
   */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(SIZE_BYTES).put(VERSION);
    out.putLong(count).putLong(nanCount);
    out.putLong(firstStep).putLong(firstTimeMillis).putLong(bits(firstValue));
    out.putLong(lastStep).putLong(lastTimeMillis).putLong(bits(lastValue));
    out.putLong(bits(min)).putLong(minStep).putLong(bits(max)).putLong(maxStep);
    return out.putLong(maxTimeMillis).array();
  }

  private static long bits(double value) {
    return Double.doubleToLongBits(value);
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws Failure CORRUPT when the bytes are anything else
   */
  public static SeriesTally decode(byte[] bytes) {
    if (bytes.length != SIZE_BYTES || bytes[0] != VERSION) {
      throw Failure.corrupt("the summary of a metric series is damaged");
    }
    ByteBuffer in = ByteBuffer.wrap(bytes).position(1);
    SeriesTally tally = new SeriesTally();
    tally.count = in.getLong();
    tally.nanCount = in.getLong();
    tally.firstStep = in.getLong();
    tally.firstTimeMillis = in.getLong();
    tally.firstValue = in.getDouble();
    tally.lastStep = in.getLong();
    tally.lastTimeMillis = in.getLong();
    tally.lastValue = in.getDouble();
    tally.min = in.getDouble();
    tally.minStep = in.getLong();
    tally.max = in.getDouble();
    tally.maxStep = in.getLong();
    tally.maxTimeMillis = in.getLong();
    return tally;
  }
}
