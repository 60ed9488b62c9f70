package dev.assay.core.verdict;

import dev.assay.core.metric.Points;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How one metric of a rerun compares with the original's, point by point, by step and never by wall
 * time.
 *
 * @param compared how many points both have
 * @param distanceMax the greatest absolute difference among those; infinite where only one of two
 *     is finite
 * @param first where the series part beyond the tolerance (or the noise), or, when they do not,
 *     where they first differ at all
 */
public record SeriesComparison(
    String key, Verdict verdict, long compared, double distanceMax, Optional<Departure> first) {

  /**
   * Compares two series.
   *
   * @param repeats further runs of the original, whose spread is the band of noise; none or one
   *     gives no band
   */
  public static SeriesComparison of(
      String key, Points original, Points rerun, Tolerance tolerance, List<Points> repeats) {
    Steps expected = Steps.of(original);
    Steps found = Steps.of(rerun);
    Scan scan = new Scan(expected, found, tolerance);
    Verdict verdict = scan.verdict();
    Optional<Departure> departure = scan.departure();
    if (verdict == Verdict.DIFFERENT && repeats.size() > 1) {
      Optional<Departure> outside = NoiseBand.of(expected, repeats).firstOutside(found);
      verdict = outside.isEmpty() ? Verdict.WITHIN_NOISE : Verdict.DIFFERENT;
      departure = outside.or(scan::departure);
    }
    return new SeriesComparison(key, verdict, scan.compared, scan.distanceMax, departure);
  }

  /** One pass over both series in step. */
  private static final class Scan {
    private final Steps expected;
    private final Steps found;
    private final Tolerance tolerance;
    private long compared;
    private double distanceMax;
    private Optional<Departure> firstInexact = Optional.empty();
    private Optional<Departure> firstBeyond = Optional.empty();

    Scan(Steps expected, Steps found, Tolerance tolerance) {
      this.expected = expected;
      this.found = found;
      this.tolerance = tolerance;
      run();
    }

    Verdict verdict() {
      if (firstBeyond.isPresent()) {
        return Verdict.DIFFERENT;
      }
      return firstInexact.isPresent() ? Verdict.WITHIN_TOLERANCE : Verdict.IDENTICAL;
    }

    Optional<Departure> departure() {
      return firstBeyond.or(() -> firstInexact);
    }

    private void run() {
      int a = 0;
      int b = 0;
      while (a < expected.size() || b < found.size()) {
        int side = side(a, b);
        if (side == 0) {
          pair(expected.steps()[a], expected.values()[a], found.values()[b]);
        } else {
          lone(side < 0 ? a : b, side < 0);
        }
        a += side <= 0 ? 1 : 0;
        b += side >= 0 ? 1 : 0;
      }
    }

    /**
     * Negative when only the original has the next point, positive when only the rerun has, 0 when
     * both.
     */
    private int side(int a, int b) {
      if (a == expected.size()) {
        return 1;
      }
      return b == found.size() ? -1 : Long.compare(expected.steps()[a], found.steps()[b]);
    }

    private void pair(long step, double original, double rerun) {
      compared++;
      if (Tolerance.isSame(original, rerun)) {
        return;
      }
      double distance = Math.abs(original - rerun);
      distanceMax =
          Math.max(distanceMax, Double.isNaN(distance) ? Double.POSITIVE_INFINITY : distance);
      note(
          new Departure(step, OptionalDouble.of(original), OptionalDouble.of(rerun)),
          !tolerance.covers(original, rerun));
    }

    private void lone(int index, boolean isOriginal) {
      Departure departure =
          isOriginal
              ? new Departure(
                  expected.steps()[index],
                  OptionalDouble.of(expected.values()[index]),
                  OptionalDouble.empty())
              : new Departure(
                  found.steps()[index],
                  OptionalDouble.empty(),
                  OptionalDouble.of(found.values()[index]));
      note(departure, true);
    }

    private void note(Departure departure, boolean isBeyond) {
      if (firstInexact.isEmpty()) {
        firstInexact = Optional.of(departure);
      }
      if (isBeyond && firstBeyond.isEmpty()) {
        firstBeyond = Optional.of(departure);
      }
    }
  }
}
