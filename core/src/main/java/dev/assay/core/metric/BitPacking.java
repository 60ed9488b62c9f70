package dev.assay.core.metric;

import dev.assay.core.Failure;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Writes a column of 64-bit words in groups of {@value #GROUP}; each group is as wide as its widest
 * word once the zero bits common to all are cut off at both ends. A group is
 *
 * <pre>
 *   width: 1 byte (0 to 64) | shift: 1 byte, when width > 0 | ceil(n * width / 8) bytes, low bit first
 * </pre>
 *
 * <p>Fixed widths decode without a branch per word, several times faster than a code per word, at
 * nearly the same size.
 */
final class BitPacking {
  static final int GROUP = 128;

  /** How many bytes past its end a packed column must be readable. */
  static final int PADDING_BYTES = 9;

  private static final int WORD_BITS = 64;

  /** The widest word that one unaligned read of 8 bytes always holds. */
  private static final int ONE_READ_BITS_MAX = 57;

  private static final VarHandle WORD =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private BitPacking() {}

  /** The most bytes that {@code count} words need, with what {@link #pack} writes past its end. */
  static int sizeBytesMax(int count) {
    int groups = (count + GROUP - 1) / GROUP;
    return groups * 2 + count * Long.BYTES + PADDING_BYTES;
  }

  /** Packs the first {@code count} words at {@code at}; answers the index past the last byte. */
  static int pack(long[] words, int count, byte[] out, int at) {
    int end = at;
    for (int from = 0; from < count; from += GROUP) {
      end = packGroup(words, from, Math.min(count, from + GROUP), out, end);
    }
    return end;
  }

  private static int packGroup(long[] words, int from, int to, byte[] out, int at) {
    long union = 0;
    for (int i = from; i < to; i++) {
      union |= words[i];
    }
    if (union == 0) {
      out[at] = 0;
      return at + 1;
    }
    int shift = Long.numberOfTrailingZeros(union);
    int width = WORD_BITS - Long.numberOfLeadingZeros(union) - shift;
    out[at] = (byte) width;
    out[at + 1] = (byte) shift;
    return packBits(words, from, to, shift, width, out, at + 2);
  }

  private static int packBits(
      long[] words, int from, int to, int shift, int width, byte[] out, int at) {
    int end = at;
    long pending = 0;
    int pendingBits = 0;
    for (int i = from; i < to; i++) {
      long word = words[i] >>> shift;
      pending |= word << pendingBits;
      pendingBits += width;
      if (pendingBits >= WORD_BITS) {
        WORD.set(out, end, pending);
        end += Long.BYTES;
        pendingBits -= WORD_BITS;
        pending = pendingBits == 0 ? 0 : word >>> (width - pendingBits);
      }
    }
    if (pendingBits > 0) {
      WORD.set(out, end, pending);
      end += (pendingBits + 7) >>> 3;
    }
    return end;
  }

  /**
   * Unpacks {@code count} words that start at {@code at} and end before {@code limit}; {@code in}
   * is readable {@link #PADDING_BYTES} beyond.
   *
   * @return the index past the last byte read
   * @throws Failure CORRUPT when the bytes are no packed column
   */
  static int unpack(byte[] in, int at, int limit, int count, long[] words) {
    int end = at;
    for (int from = 0; from < count; from += GROUP) {
      end = unpackGroup(in, end, limit, words, from, Math.min(count, from + GROUP));
    }
    return end;
  }

  private static int unpackGroup(byte[] in, int at, int limit, long[] words, int from, int to) {
    require(at < limit);
    int width = in[at];
    if (width == 0) {
      Arrays.fill(words, from, to, 0);
      return at + 1;
    }
    require(width > 0 && width <= WORD_BITS && at + 1 < limit);
    int shift = in[at + 1];
    require(shift >= 0 && shift + width <= WORD_BITS);
    int end = at + 2 + (((to - from) * width + 7) >>> 3);
    require(end <= limit);
    if (width <= ONE_READ_BITS_MAX) {
      unpackNarrow(in, at + 2, width, shift, words, from, to);
    } else {
      unpackWide(in, at + 2, width, shift, words, from, to);
    }
    return end;
  }

  private static void unpackNarrow(
      byte[] in, int at, int width, int shift, long[] words, int from, int to) {
    long mask = -1L >>> (WORD_BITS - width);
    int bit = 0;
    for (int i = from; i < to; i++) {
      long word = (long) WORD.get(in, at + (bit >>> 3)) >>> (bit & 7);
      words[i] = (word & mask) << shift;
      bit += width;
    }
  }

  private static void unpackWide(
      byte[] in, int at, int width, int shift, long[] words, int from, int to) {
    long mask = -1L >>> (WORD_BITS - width);
    int bit = 0;
    for (int i = from; i < to; i++) {
      int index = at + (bit >>> 3);
      int skip = bit & 7;
      long word = (long) WORD.get(in, index) >>> skip;
      if (skip > 0) {
        word |= (long) in[index + Long.BYTES] << (WORD_BITS - skip);
      }
      words[i] = (word & mask) << shift;
      bit += width;
    }
  }

  private static void require(boolean held) {
    if (!held) {
      throw BlockCodec.corrupt();
    }
  }
}
