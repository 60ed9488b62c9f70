package dev.assay.core.metric;

import java.util.Random;

/** Series of many shapes for tests. */
final class RandomPoints {
  private final Random random;

  RandomPoints(long seed) {
    random = new Random(seed);
  }

  Random random() {
    return random;
  }

  /** Points of one random shape: regular, jittered, shuffled, constant, extreme or odd. */
  Points points(int count) {
    int shape = random.nextInt(6);
    PointBuffer points = new PointBuffer(count);
    long time = 1_700_000_000_000L;
    for (int i = 0; i < count; i++) {
      time += shape == 3 ? 0 : random.nextInt(1_000);
      switch (shape) {
        case 0 -> points.add(i, time, Math.exp(-i / 300.0) + random.nextGaussian() * 0.01);
        case 1 -> points.add(10L * i, time, (float) random.nextGaussian());
        case 2 -> points.add(random.nextInt(100), time - random.nextInt(9_000), oddValue());
        case 3 -> points.add(0, time, 0.5);
        case 4 -> points.add(random.nextLong(), random.nextLong(), anyDouble());
        default -> points.add(i / 3, time / 1_000 * 1_000, i % 7 == 0 ? Double.NaN : i);
      }
    }
    return points.toPoints();
  }

  double oddValue() {
    double[] odd = {
      Double.NaN,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      -0.0,
      0.0,
      Double.MIN_VALUE,
      Double.MAX_VALUE,
      -1
    };
    return odd[random.nextInt(odd.length)];
  }

  /** Any bits; of the NaNs the canonical one. */
  double anyDouble() {
    double value = Double.longBitsToDouble(random.nextLong());
    return Double.isNaN(value) ? Double.NaN : value;
  }
}
