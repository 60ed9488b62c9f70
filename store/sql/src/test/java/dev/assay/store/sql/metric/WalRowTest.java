package dev.assay.store.sql.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class WalRowTest {
  private static final long SEED = new Random().nextLong();
  private final Random random = new Random(SEED);

  private record Read(long keyId, long step, long timeMillis, long bits) {}

  @Test
  void givesBackEveryBit() {
    for (int round = 0; round < 300; round++) {
      List<Read> written = new ArrayList<>();
      byte[] row = row(written);
      List<Read> read = new ArrayList<>();
      assertThat(WalRow.read(row, into(read))).isEqualTo(written.size());
      assertThat(read).as("seed %s", SEED).isEqualTo(written);
    }
  }

  @Test
  void namesEveryFlippedByteAndEveryOtherLengthCorrupt() {
    byte[] row = row(new ArrayList<>());
    for (int i = 0; i < row.length; i++) {
      byte[] damaged = row.clone();
      damaged[i] ^= (byte) (1 + random.nextInt(255));
      assertCorrupt(damaged);
      assertCorrupt(Arrays.copyOf(row, i));
    }
    assertCorrupt(Arrays.copyOf(row, row.length + 1));
  }

  private static void assertCorrupt(byte[] row) {
    assertThatThrownBy(() -> WalRow.read(row, into(new ArrayList<>())))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CORRUPT));
  }

  private static WalRow.Reader into(List<Read> read) {
    return (keyId, step, time, value) ->
        read.add(new Read(keyId, step, time, Double.doubleToRawLongBits(value)));
  }

  private byte[] row(List<Read> written) {
    WalRow.Writer writer = new WalRow.Writer();
    for (int series = 0; series < 1 + random.nextInt(5); series++) {
      long keyId = random.nextLong() >>> random.nextInt(64);
      OpenPoints points = new OpenPoints();
      int from = random.nextInt(3);
      for (int i = 0; i < 3 + random.nextInt(40); i++) {
        long step = random.nextLong() >> random.nextInt(64);
        long time = random.nextLong() >> random.nextInt(64);
        double value = random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian();
        points.add(step, time, value);
        if (i >= from) {
          written.add(new Read(keyId, step, time, Double.doubleToRawLongBits(value)));
        }
      }
      writer.add(keyId, points.view(), from);
    }
    return writer.toBytes();
  }
}
