package dev.assay.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class RollupTest {
  private static final long SEED = new Random().nextLong();

  @Test
  void passesOverNans() {
    Points points =
        new Points(
            new long[] {0, 1, 2, 3, 4},
            new long[] {0, 10, 20, 30, 40},
            new double[] {Double.NaN, 2, 2, 1, Double.NaN});
    assertThat(Rollup.of(points))
        .isEqualTo(
            new Rollup(
                5,
                2,
                true,
                0,
                4,
                0,
                40,
                new Spot(1, 10, 2),
                new Spot(3, 30, 1),
                new Spot(3, 30, 1),
                new Spot(1, 10, 2)));
  }

  @Test
  void saysWhenStepsAndTimesDisagree() {
    Points points = new Points(new long[] {2, 1}, new long[] {10, 20}, new double[2]);
    assertThat(Rollup.of(points).aligned()).isFalse();
  }

  @Test
  void comesBackFromItsBytes() {
    RandomPoints source = new RandomPoints(SEED);
    for (int round = 0; round < 500; round++) {
      Points points = PointOrder.TIME.sorted(source.points(1 + source.random().nextInt(50)));
      Rollup rollup = Rollup.of(points);
      assertThat(Rollup.decode(rollup.encode())).as("seed %s", SEED).isEqualTo(rollup);
    }
  }

  @Test
  void namesEveryFlippedByteCorrupt() {
    byte[] bytes = Rollup.of(PointOrder.TIME.sorted(new RandomPoints(SEED).points(9))).encode();
    for (int i = 0; i < bytes.length; i++) {
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x41;
      assertThatThrownBy(() -> Rollup.decode(damaged))
          .isInstanceOfSatisfying(
              Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CORRUPT));
    }
  }
}
