package dev.assay.repro.bisect;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What it means that a mixture shows the change: its metric lies nearer to what B gives than to
 * what A gives. What a run gives is the mean of what it recorded and what its repeats gave; its
 * noise is the greatest distance between two of those.
 */
record Effect(double a, double b, double noiseOfA, double noiseOfB) {
  /** The change must be this many times the noise to be looked for. */
  static final double NOISE_FACTOR = 2;

  private static final double RELATIVE_ROUNDING = 1e-6;

  static Effect of(List<Double> ofA, List<Double> ofB) {
    return new Effect(mean(ofA), mean(ofB), spread(ofA), spread(ofB));
  }

  double size() {
    return Math.abs(b - a);
  }

  double noise() {
    return Math.max(noiseOfA, noiseOfB);
  }

  /** Whether there is a change that is larger than the noise. */
  boolean isAboveNoise() {
    return size() > 0
        && size() > NOISE_FACTOR * noise()
        && size() > Math.ulp(Math.max(Math.abs(a), Math.abs(b)));
  }

  boolean reproducesA() {
    return noiseOfA <= RELATIVE_ROUNDING * Math.abs(a);
  }

  boolean reproducesB() {
    return noiseOfB <= RELATIVE_ROUNDING * Math.abs(b);
  }

  /** Whether a mixture with that value shows the change; empty when the mixture gave none. */
  Optional<Boolean> isShownBy(OptionalDouble value) {
    if (value.isEmpty() || Double.isNaN(value.getAsDouble())) {
      return Optional.empty();
    }
    return Optional.of(Math.abs(value.getAsDouble() - b) < Math.abs(value.getAsDouble() - a));
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  private static double spread(List<Double> values) {
    double least = values.stream().mapToDouble(Double::doubleValue).min().orElse(0);
    double greatest = values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    return greatest - least;
  }
}
