package dev.assay.repro.verdict;

import java.util.List;

/**
 * How a rerun is judged.
 *
 * @param repeats further runs of the original without a change; two or more give a band of noise
 * @param variation what was changed on purpose; empty for a reproduction
 */
public record Terms(Tolerances tolerances, List<Recording> repeats, List<String> variation) {
  public static final Terms USUAL = new Terms(Tolerances.DEFAULT, List.of(), List.of());

  public Terms {
    repeats = List.copyOf(repeats);
    variation = List.copyOf(variation);
  }
}
