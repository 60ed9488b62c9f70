package dev.assay.bench;

import dev.assay.bench.scenario.Quantity;

/** What is measured of a server besides its answers. */
final class StartUp {
  static final Quantity FIRST = new Quantity("first start, to the first answer", "ms", false, 0);
  static final Quantity AGAIN = new Quantity("next start, to the first answer", "ms", false, 0);
  static final Quantity MEMORY = new Quantity("memory when idle", "MiB", false, 0);

  static final Quantity MEMORY_AFTER = new Quantity("memory after all of this", "MiB", false, 0);

  static final int IDLE_MILLIS = 3_000;
  static final double MEBIBYTE = 1 << 20;

  private StartUp() {}
}
