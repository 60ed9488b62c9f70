package dev.assay.store.sql.metric;

import dev.assay.core.Failure;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of one row of the write-ahead table: new points of some series of one run.
 *
 * <pre>
 *   version   1 byte, 1
 *   checksum  4 bytes, CRC-32C of everything after it
 *   then per series: number of the key, count, and per point: step, time, value
 * </pre>
 *
 * <p>Numbers are varints; steps and times are zigzag differences to the point before, across
 * series; values are 8 bytes, big-endian. Not compressed further: it is read only after a restart.
 */
final class WalRow {
  private static final byte VERSION = 1;
  private static final int CHECKSUM_AT = 1;
  private static final int CONTENT_AT = 5;
  private static final int VARINT_BYTES_MAX = 10;

  private WalRow() {}

  /** Takes what a row holds, in its order. */
  interface Reader {
    void point(long keyId, long step, long timeMillis, double value);
  }

  /** Builds one row. For one thread. */
  static final class Writer {
    private byte[] bytes = new byte[256];
    private int size = CONTENT_AT;
    private int points;
    private long step;
    private long timeMillis;

    /** Adds the points of a series from an index on. */
    void add(long keyId, OpenPoints.View view, int from) {
      add(keyId, view, from, view.size());
    }

    void add(long keyId, OpenPoints.View view, int from, int to) {
      room((to - from + 1) * (2 * VARINT_BYTES_MAX + Long.BYTES));
      varint(keyId);
      varint(to - from);
      for (int i = from; i < to; i++) {
        zigzag(view.steps()[i] - step);
        zigzag(view.timesMillis()[i] - timeMillis);
        step = view.steps()[i];
        timeMillis = view.timesMillis()[i];
        ByteBuffer.wrap(bytes).putLong(size, Double.doubleToLongBits(view.values()[i]));
        size += Long.BYTES;
      }
      points += to - from;
    }

    int points() {
      return points;
    }

    private void room(int more) {
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
      }
    }

    private void zigzag(long number) {
      varint((number << 1) ^ (number >> 63));
    }

    private void varint(long number) {
      long rest = number;
      while ((rest & ~0x7FL) != 0) {
        bytes[size++] = (byte) (rest | 0x80);
        rest >>>= 7;
      }
      bytes[size++] = (byte) rest;
    }

    byte[] toBytes() {
      byte[] row = Arrays.copyOf(bytes, size);
      row[0] = VERSION;
      ByteBuffer.wrap(row).putInt(CHECKSUM_AT, checksum(row));
      return row;
    }
  }

  /**
   * Reads a row that {@link Writer} made; answers how many points it holds.
   *
   * @throws Failure CORRUPT when the bytes are anything else; points may have been given by then
   */
  static int read(byte[] row, Reader reader) {
    if (row.length < CONTENT_AT
        || row[0] != VERSION
        || ByteBuffer.wrap(row).getInt(CHECKSUM_AT) != checksum(row)) {
      throw corrupt();
    }
    ByteBuffer in = ByteBuffer.wrap(row).position(CONTENT_AT);
    int points = 0;
    long step = 0;
    long timeMillis = 0;
    while (in.hasRemaining()) {
      long keyId = varint(in);
      long count = varint(in);
      for (long i = 0; i < count; i++) {
        step += zigzag(in);
        timeMillis += zigzag(in);
        require(in.remaining() >= Long.BYTES);
        reader.point(keyId, step, timeMillis, Double.longBitsToDouble(in.getLong()));
        points++;
      }
    }
    return points;
  }

  private static long zigzag(ByteBuffer in) {
    long number = varint(in);
    return (number >>> 1) ^ -(number & 1);
  }

  private static long varint(ByteBuffer in) {
    long number = 0;
    for (int shift = 0; shift < 7 * VARINT_BYTES_MAX; shift += 7) {
      require(in.hasRemaining());
      byte next = in.get();
      number |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return number;
      }
    }
    throw corrupt();
  }

  private static int checksum(byte[] row) {
    CRC32C crc = new CRC32C();
    crc.update(row, CONTENT_AT, row.length - CONTENT_AT);
    return (int) crc.getValue();
  }

  private static void require(boolean held) {
    if (!held) {
      throw corrupt();
    }
  }

  private static Failure corrupt() {
    return Failure.corrupt("a stored request of metric points is damaged");
  }
}
