package dev.assay.core.verdict;

import dev.assay.core.metric.Points;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The spread of a metric over the original and its repeats, point by point: from the least to the
 * greatest value seen, widened on both sides by half of that width, since a few repeats see less
 * than there is. Only runs with the same steps as the original take part.
 */
final class NoiseBand {
  private final Steps original;
  private final double[] least;
  private final double[] greatest;

  private NoiseBand(Steps original) {
    this.original = original;
    this.least = original.values().clone();
    this.greatest = original.values().clone();
  }

  static NoiseBand of(Steps original, List<Points> repeats) {
    NoiseBand band = new NoiseBand(original);
    repeats.stream().map(Steps::of).filter(band::hasSameSteps).forEach(band::widen);
    return band;
  }

  /** The first point outside the band; empty when all lie within. */
  Optional<Departure> firstOutside(Steps found) {
    if (!hasSameSteps(found)) {
      return Optional.of(firstOtherStep(found));
    }
    for (int i = 0; i < found.size(); i++) {
      double value = found.values()[i];
      double margin = (greatest[i] - least[i]) / 2;
      boolean isInside = value >= least[i] - margin && value <= greatest[i] + margin;
      if (!isInside && !Tolerance.isSame(value, original.values()[i])) {
        return Optional.of(
            new Departure(
                found.steps()[i],
                OptionalDouble.of(original.values()[i]),
                OptionalDouble.of(value)));
      }
    }
    return Optional.empty();
  }

  private boolean hasSameSteps(Steps other) {
    return Arrays.equals(original.steps(), other.steps());
  }

  private void widen(Steps repeat) {
    for (int i = 0; i < repeat.size(); i++) {
      least[i] = Math.min(least[i], repeat.values()[i]);
      greatest[i] = Math.max(greatest[i], repeat.values()[i]);
    }
  }

  private Departure firstOtherStep(Steps found) {
    int i = Arrays.mismatch(original.steps(), found.steps());
    OptionalDouble expected =
        i < original.size() ? OptionalDouble.of(original.values()[i]) : OptionalDouble.empty();
    OptionalDouble value =
        i < found.size() ? OptionalDouble.of(found.values()[i]) : OptionalDouble.empty();
    long step = i < original.size() ? original.steps()[i] : found.steps()[i];
    return new Departure(step, expected, value);
  }
}
