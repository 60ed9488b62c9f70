package dev.assay.bench.scenario;

/**
 * Something measured.
 *
 * @param unit as in {@code ms}, {@code 1/s}
 * @param target how many times better than FastTrackML Assay has to be; 0 for no such target
 */
public record Quantity(String label, String unit, boolean higherIsBetter, double target) {
  static Quantity time(String label, double target) {
    return new Quantity(label, "ms", false, target);
  }

  static Quantity rate(String label, double target) {
    return new Quantity(label, "1/s", true, target);
  }

  /** How many times better {@code ours} is than {@code theirs}. */
  public double timesBetter(double ours, double theirs) {
    return higherIsBetter ? ours / theirs : theirs / ours;
  }
}
