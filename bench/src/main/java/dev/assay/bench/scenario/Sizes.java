package dev.assay.bench.scenario;

/** How much load: the sizes that are published, or small ones to try things out with. */
public record Sizes(
    int warmUps,
    int rounds,
    int singlePoints,
    int batches,
    int historyPoints,
    int runs,
    int manyRuns,
    int searches,
    int swarmSeconds,
    int chartPoints,
    long artifactBytes) {
  /** What the targets are about. */
  public static Sizes full() {
    return new Sizes(3, 3, 1_000, 100, 200_000, 2_000, 100_000, 20, 3, 1_000_000, 2L << 30);
  }

  /** A minute's worth, for trying things out; its numbers are not for publishing. */
  public static Sizes quick() {
    return new Sizes(1, 2, 200, 5, 20_000, 200, 2_000, 5, 1, 100_000, 64L << 20);
  }
}
