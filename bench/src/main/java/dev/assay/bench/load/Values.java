package dev.assay.bench.load;

/**
 * The numbers that the load logs: a curve that falls with noise on it, the same in every run of the
 * benchmark, with as many digits as real losses have.
 */
public final class Values {
  /** The time of the first point, in milliseconds since the epoch. */
  public static final long START_MILLIS = 1_760_000_000_000L;

  private Values() {}

  /** The value of the point at a step. */
  public static double loss(long step) {
    return 1.0 / (1.0 + step * 0.001) + 0.05 * noise(step);
  }

  /** A number in [0, 1) that depends on the seed alone and looks random. */
  public static double noise(long seed) {
    long x = (seed + 1) * 0x9E3779B97F4A7C15L;
    x = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return ((x ^ (x >>> 31)) >>> 11) * 0x1.0p-53;
  }
}
