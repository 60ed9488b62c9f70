package dev.assay.core.metric;

import dev.assay.core.Failure;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a chart needs of a sealed block without its points. The four spots are of points whose value
 * is a number, in the order (time, step, value), of equal extremes the earliest; when there is no
 * number all four are the first point.
 *
 * @param aligned whether the points stand in the order (step, time, value) too; only then the spots
 *     hold along the steps
 */
public record Rollup(
    int count,
    int nanCount,
    boolean aligned,
    long minStep,
    long maxStep,
    long minTimeMillis,
    long maxTimeMillis,
    Spot first,
    Spot last,
    Spot min,
    Spot max) {
  private static final byte VERSION = 1;
  private static final int CHECKSUM_BYTES = Integer.BYTES;
  private static final int SIZE_BYTES =
      2 + 2 * Integer.BYTES + (4 + 4 * 3) * Long.BYTES + CHECKSUM_BYTES;

  /** Sums up points that stand in {@link PointOrder#TIME}; at least one. */
  public static Rollup of(Points points) {
    double[] values = points.values();
    int count = values.length;
    int nanCount = 0;
    int first = -1;
    int last = 0;
    int min = 0;
    int max = 0;
    for (int i = 0; i < count; i++) {
      double value = values[i];
      if (Double.isNaN(value)) {
        nanCount++;
      } else if (first < 0) {
        first = last = min = max = i;
      } else {
        last = i;
        min = value < values[min] ? i : min;
        max = value > values[max] ? i : max;
      }
    }
    return new Rollup(
        count,
        nanCount,
        PointOrder.STEP.holds(points),
        least(points.steps()),
        greatest(points.steps()),
        points.timesMillis()[0],
        points.timesMillis()[count - 1],
        Spot.of(points, Math.max(first, 0)),
        Spot.of(points, last),
        Spot.of(points, min),
        Spot.of(points, max));
  }

  private static long least(long[] column) {
    long least = column[0];
    for (long value : column) {
      least = Math.min(least, value);
    }
    return least;
  }

  private static long greatest(long[] column) {
    long greatest = column[0];
    for (long value : column) {
      greatest = Math.max(greatest, value);
    }
    return greatest;
  }

  /** The least of what this order looks at first. */
  public long least(PointOrder order) {
    return order == PointOrder.TIME ? minTimeMillis : minStep;
  }

  /** The greatest of what this order looks at first. */
  public long greatest(PointOrder order) {
    return order == PointOrder.TIME ? maxTimeMillis : maxStep;
  }

  /** Whether the block may hold a point of this step and time. */
  public boolean covers(long step, long timeMillis) {
    return minStep <= step
        && step <= maxStep
        && minTimeMillis <= timeMillis
        && timeMillis <= maxTimeMillis;
  }

  /** The bytes kept beside the block: fixed in size, big-endian, with a CRC-32C at the end. */
  public byte[] encode() {
    ByteBuffer out = ByteBuffer.allocate(SIZE_BYTES);
    out.put(VERSION).put((byte) (aligned ? 1 : 0)).putInt(count).putInt(nanCount);
    out.putLong(minStep).putLong(maxStep).putLong(minTimeMillis).putLong(maxTimeMillis);
    write(first, out);
    write(last, out);
    write(min, out);
    write(max, out);
    return out.putInt(checksum(out.array())).array();
  }

  private static void write(Spot spot, ByteBuffer out) {
    out.putLong(spot.step()).putLong(spot.timeMillis());
    out.putLong(Double.doubleToLongBits(spot.value()));
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws Failure CORRUPT when the bytes are anything else
   */
  public static Rollup decode(byte[] bytes) {
    if (bytes.length != SIZE_BYTES || bytes[0] != VERSION) {
      throw corrupt();
    }
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (in.getInt(SIZE_BYTES - CHECKSUM_BYTES) != checksum(bytes)) {
      throw corrupt();
    }
    boolean aligned = in.get(1) != 0;
    in.position(2);
    Rollup rollup =
        new Rollup(
            in.getInt(),
            in.getInt(),
            aligned,
            in.getLong(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            spot(in),
            spot(in),
            spot(in),
            spot(in));
    if (rollup.count < 1 || rollup.count > BlockCodec.POINTS_MAX) {
      throw corrupt();
    }
    return rollup;
  }

  private static Spot spot(ByteBuffer in) {
    return new Spot(in.getLong(), in.getLong(), Double.longBitsToDouble(in.getLong()));
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, SIZE_BYTES - CHECKSUM_BYTES);
    return (int) crc.getValue();
  }

  private static Failure corrupt() {
    return Failure.corrupt("the rollup of a stored block of metric points is damaged");
  }
}
