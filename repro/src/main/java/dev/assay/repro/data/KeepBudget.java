package dev.assay.repro.data;

/** How much data is kept in all; declared inputs come first, then small files before large ones. */
public record KeepBudget(long bytesMax, int filesMax) {
  private static final long MEGABYTE = 1_000_000;

  public static final KeepBudget DEFAULT = new KeepBudget(64 * MEGABYTE, 2_000);
  public static final KeepBudget ALL = new KeepBudget(Long.MAX_VALUE, Integer.MAX_VALUE);
  public static final KeepBudget NOTHING = new KeepBudget(0, 0);
}
