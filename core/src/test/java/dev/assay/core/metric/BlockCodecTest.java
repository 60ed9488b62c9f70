package dev.assay.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

final class BlockCodecTest {
  private static final long SEED = new Random().nextLong();

  @Test
  void givesBackEveryBitOfRandomSeries() {
    RandomPoints source = new RandomPoints(SEED);
    for (int round = 0; round < 2_000; round++) {
      int count = 1 + source.random().nextInt(round % 20 == 0 ? BlockCodec.POINTS_MAX : 300);
      Points points = source.points(count);
      assertSame(BlockCodec.decode(BlockCodec.encode(points)), points);
    }
  }

  @Test
  void makesEveryNanTheCanonicalOne() {
    double other = Double.longBitsToDouble(0xfff8_0000_0000_0001L);
    Points points = new Points(new long[2], new long[2], new double[] {other, other});
    double[] values = BlockCodec.decode(BlockCodec.encode(points)).values();
    assertThat(Double.doubleToRawLongBits(values[0])).isEqualTo(0x7ff8_0000_0000_0000L);
    assertThat(Double.doubleToRawLongBits(values[1])).isEqualTo(0x7ff8_0000_0000_0000L);
  }

  @Test
  void keepsExtremeStepsAndTimes() {
    long[] extremes = {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, Long.MAX_VALUE, Long.MIN_VALUE};
    Points points = new Points(extremes, extremes, new double[extremes.length]);
    assertSame(BlockCodec.decode(BlockCodec.encode(points)), points);
  }

  @Test
  void keepsRegularSeriesSmall() {
    PointBuffer points = new PointBuffer(1_024);
    for (int i = 0; i < 1_024; i++) {
      points.add(i, 1_700_000_000_000L + 250L * i, 0.125);
    }
    assertThat(BlockCodec.encode(points.toPoints()).length).isLessThan(120);
  }

  @Test
  void namesEveryFlippedByteCorrupt() {
    RandomPoints source = new RandomPoints(SEED);
    for (int round = 0; round < 20; round++) {
      byte[] block = BlockCodec.encode(source.points(200));
      for (int i = 0; i < block.length; i++) {
        byte[] damaged = block.clone();
        damaged[i] ^= (byte) (1 + source.random().nextInt(255));
        assertCorrupt(damaged);
      }
    }
  }

  @Test
  void namesEveryShortenedAndLengthenedBlockCorrupt() {
    byte[] block = BlockCodec.encode(new RandomPoints(SEED).points(200));
    for (int length = 0; length < block.length; length++) {
      assertCorrupt(Arrays.copyOf(block, length));
    }
    assertCorrupt(Arrays.copyOf(block, block.length + 1));
  }

  @Test
  void survivesForgedBlocksWhoseChecksumHolds() {
    RandomPoints source = new RandomPoints(SEED);
    int refused = 0;
    for (int round = 0; round < 20_000; round++) {
      byte[] forged = BlockCodec.encode(source.points(1 + source.random().nextInt(60)));
      int at = 5 + source.random().nextInt(forged.length - 5);
      forged[at] = (byte) source.random().nextInt();
      seal(forged);
      try {
        assertThat(BlockCodec.decode(forged).size()).isBetween(1, BlockCodec.POINTS_MAX);
      } catch (Failure failure) {
        assertThat(failure.kind()).isEqualTo(Failure.Kind.CORRUPT);
        refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  private static void seal(byte[] block) {
    CRC32C crc = new CRC32C();
    crc.update(block, 5, block.length - 5);
    ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN).putInt(1, (int) crc.getValue());
  }

  private static void assertCorrupt(byte[] block) {
    assertThatThrownBy(() -> BlockCodec.decode(block))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CORRUPT));
  }

  private static void assertSame(Points actual, Points expected) {
    assertThat(actual.steps()).as("seed %s", SEED).isEqualTo(expected.steps());
    assertThat(actual.timesMillis()).as("seed %s", SEED).isEqualTo(expected.timesMillis());
    assertThat(bits(actual)).as("seed %s", SEED).isEqualTo(bits(expected));
  }

  private static long[] bits(Points points) {
    return Arrays.stream(points.values()).mapToLong(Double::doubleToRawLongBits).toArray();
  }
}
