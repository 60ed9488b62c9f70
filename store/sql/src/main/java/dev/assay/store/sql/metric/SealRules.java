package dev.assay.store.sql.metric;

import dev.assay.core.metric.BlockCodec;

/**
 * When points leave memory for blocks.
 *
 * @param sealPoints how many open points a series has at least before it is sealed
 * @param sealSpread sealing is put off by up to so many points, differing by series, so that series
 *     that are logged together are not sealed at the same moment
 * @param openPointsMax how many points all open series hold together at the most; 24 bytes each
 * @param seriesMax how many series are in memory; a single run may go beyond
 * @param walRestPoints the rows of a run may hold so many sealed points more than twice the open
 */
public record SealRules(
    int sealPoints, int sealSpread, long openPointsMax, int seriesMax, int walRestPoints) {
  public SealRules {
    if (sealPoints < 1 || sealSpread < 1) {
      throw new IllegalArgumentException("a series is sealed at one point or more");
    }
  }

  /** For a heap of 512 MB. */
  public static final SealRules DEFAULT =
      new SealRules(BlockCodec.POINTS_AIM - 128, 256, 4_000_000, 200_000, 16_384);

  /** Neighbouring keys, which are often logged together, get distant places. */
  private static final int SPREAD_STEP = 97;

  /** How many open points make this series be sealed. */
  int sealAt(long keyId) {
    return sealPoints + (int) Math.floorMod(keyId * SPREAD_STEP, (long) sealSpread);
  }
}
