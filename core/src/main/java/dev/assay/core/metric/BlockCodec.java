package dev.assay.core.metric;

import dev.assay.core.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of a sealed block: some points of one series in columns. Integers are little-endian.
 *
 * <pre>
 *   version    1 byte, 1
 *   checksum   4 bytes, CRC-32C of everything after it
 *   count      4 bytes, 1 to {@value #POINTS_MAX}
 *   least and greatest step, least and greatest time   8 bytes each
 *   first step, first difference of steps, first time, first difference of times, first value   8 bytes each
 *   steps      packed: zigzag of the change of the difference, 0 for the first two points
 *   times      likewise
 *   values     packed: bits exclusive-or the bits before, 0 for the first
 * </pre>
 *
 * <p>Packed columns are as {@link BitPacking} says. Values keep every bit; all NaNs are the one
 * canonical NaN. The checksum finds accidents on each read and costs next to nothing; the SHA-256
 * kept beside a block is for proof and would cost as much as the decoding.
 */
public final class BlockCodec {
  /** Most points in one block; it bounds what decoding unknown bytes may allocate. */
  public static final int POINTS_MAX = 4_096;

  /** How many points the store aims at in a block. */
  public static final int POINTS_AIM = 1_024;

  private static final byte VERSION = 1;
  private static final int CHECKSUM_AT = 1;
  private static final int COUNT_AT = 5;
  private static final int COLUMNS_AT = COUNT_AT + Integer.BYTES + 9 * Long.BYTES;

  private BlockCodec() {}

  /** Encodes 1 to {@link #POINTS_MAX} points, in the order given. */
  public static byte[] encode(Points points) {
    int count = points.size();
    if (count < 1 || count > POINTS_MAX) {
      throw new IllegalArgumentException("a block holds 1 to " + POINTS_MAX + ", not " + count);
    }
    byte[] out = new byte[COLUMNS_AT + 3 * BitPacking.sizeBytesMax(count)];
    writeHeader(points, ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN));
    long[] words = new long[count];
    differences(points.steps(), words);
    int end = BitPacking.pack(words, count, out, COLUMNS_AT);
    differences(points.timesMillis(), words);
    end = BitPacking.pack(words, count, out, end);
    changes(points.values(), words);
    end = BitPacking.pack(words, count, out, end);
    ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN).putInt(CHECKSUM_AT, checksum(out, end));
    return Arrays.copyOf(out, end);
  }

  private static void writeHeader(Points points, ByteBuffer out) {
    Extent steps = Extent.of(points.steps());
    Extent times = Extent.of(points.timesMillis());
    out.put(VERSION).putInt(0).putInt(points.size());
    out.putLong(steps.least()).putLong(steps.greatest());
    out.putLong(times.least()).putLong(times.greatest());
    out.putLong(points.steps()[0]).putLong(firstDifference(points.steps()));
    out.putLong(points.timesMillis()[0]).putLong(firstDifference(points.timesMillis()));
    out.putLong(Double.doubleToLongBits(points.values()[0]));
  }

  private static long firstDifference(long[] column) {
    return column.length > 1 ? column[1] - column[0] : 0;
  }

  private static void differences(long[] column, long[] words) {
    words[0] = 0;
    long difference = firstDifference(column);
    for (int i = 1; i < column.length; i++) {
      long next = column[i] - column[i - 1];
      long change = next - difference;
      words[i] = (change << 1) ^ (change >> 63);
      difference = next;
    }
  }

  private static void changes(double[] values, long[] words) {
    long before = Double.doubleToLongBits(values[0]);
    for (int i = 0; i < values.length; i++) {
      long bits = Double.doubleToLongBits(values[i]);
      words[i] = bits ^ before;
      before = bits;
    }
  }

  /**
   * Decodes what {@link #encode} wrote. Other bytes give a failure, never more than {@link
   * #POINTS_MAX} points.
   *
   * @throws Failure CORRUPT when the bytes are not a block as it was written
   */
  public static Points decode(byte[] block) {
    int count = checkedCount(block);
    byte[] in = Arrays.copyOf(block, block.length + BitPacking.PADDING_BYTES);
    ByteBuffer header = ByteBuffer.wrap(in).order(ByteOrder.LITTLE_ENDIAN);
    header.position(COUNT_AT + Integer.BYTES);
    Extent steps = new Extent(header.getLong(), header.getLong());
    Extent times = new Extent(header.getLong(), header.getLong());
    long[] stepColumn = new long[count];
    long[] timeColumn = new long[count];
    int end = BitPacking.unpack(in, COLUMNS_AT, block.length, count, stepColumn);
    end = BitPacking.unpack(in, end, block.length, count, timeColumn);
    sum(stepColumn, header.getLong(), header.getLong());
    sum(timeColumn, header.getLong(), header.getLong());
    long[] words = new long[count];
    end = BitPacking.unpack(in, end, block.length, count, words);
    double[] values = values(words, header.getLong());
    if (end != block.length
        || !steps.equals(Extent.of(stepColumn))
        || !times.equals(Extent.of(timeColumn))) {
      throw corrupt();
    }
    return new Points(stepColumn, timeColumn, values);
  }

  private static int checkedCount(byte[] block) {
    if (block.length < COLUMNS_AT || block[0] != VERSION) {
      throw corrupt();
    }
    ByteBuffer header = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    int count = header.getInt(COUNT_AT);
    if (count < 1
        || count > POINTS_MAX
        || header.getInt(CHECKSUM_AT) != checksum(block, block.length)) {
      throw corrupt();
    }
    return count;
  }

  private static void sum(long[] words, long first, long firstDifference) {
    long value = first;
    long difference = firstDifference;
    words[0] = first;
    for (int i = 1; i < words.length; i++) {
      long word = words[i];
      difference += (word >>> 1) ^ -(word & 1);
      value += difference;
      words[i] = value;
    }
  }

  private static double[] values(long[] words, long first) {
    double[] values = new double[words.length];
    long bits = first;
    for (int i = 0; i < words.length; i++) {
      bits ^= words[i];
      values[i] = Double.longBitsToDouble(bits);
    }
    return values;
  }

  private static int checksum(byte[] block, int end) {
    CRC32C crc = new CRC32C();
    crc.update(block, COUNT_AT, end - COUNT_AT);
    return (int) crc.getValue();
  }

  static Failure corrupt() {
    return Failure.corrupt("a stored block of metric points is damaged");
  }

  /** The least and the greatest of a column. */
  private record Extent(long least, long greatest) {
    static Extent of(long[] column) {
      long least = column[0];
      long greatest = column[0];
      for (long value : column) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      return new Extent(least, greatest);
    }
  }
}
