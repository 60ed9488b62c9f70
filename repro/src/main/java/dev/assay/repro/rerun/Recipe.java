package dev.assay.repro.rerun;

import dev.assay.core.capture.Capture;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that a rerun is made of.
 *
 * @param capture what the original depended on
 * @param params other values, by name
 * @param inputs other files for data, by its declared name, its path or the last part of that
 * @param seed another seed, or the first
 * @param isInCurrentEnvironment whether to run with the present interpreter instead of the recorded
 * @param overlay what is taken from another snapshot
 * @param variation what is changed on purpose, for people; empty for a reproduction
 */
public record Recipe(
    Capture capture,
    Map<String, String> params,
    Map<String, Path> inputs,
    Optional<String> seed,
    boolean isInCurrentEnvironment,
    Optional<SourceOverlay> overlay,
    List<String> variation) {
  public Recipe {
    params = Map.copyOf(params);
    inputs = Map.copyOf(inputs);
    variation = List.copyOf(variation);
  }

  /** The original, with nothing changed. */
  public static Recipe of(Capture capture) {
    return new Recipe(
        capture, Map.of(), Map.of(), Optional.empty(), false, Optional.empty(), List.of());
  }
}
