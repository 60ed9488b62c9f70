package dev.assay.core.verdict;

import dev.assay.core.Failure;

/**
 * How far two numbers may lie apart: {@code |a - b| <= max(absolute, relative * max(|a|, |b|))}, as
 * Python's {@code math.isclose} has it. NaN is like NaN; an infinity is like itself alone.
 */
public record Tolerance(double absolute, double relative) {
  public static final Tolerance EXACT = new Tolerance(0, 0);
  public static final Tolerance DEFAULT = new Tolerance(0, 1e-6);

  public Tolerance {
    if (!(absolute >= 0) || !(relative >= 0)) {
      throw Failure.invalid(
          "a tolerance is 0 or more, not absolute " + absolute + " and relative " + relative);
    }
  }

  /** Whether the numbers are close enough. */
  public boolean covers(double a, double b) {
    if (isSame(a, b)) {
      return true;
    }
    double distance = Math.abs(a - b);
    double allowed = Math.max(absolute, relative * Math.max(Math.abs(a), Math.abs(b)));
    return Double.isFinite(distance) && distance <= allowed;
  }

  /** Whether the numbers are the same bit for bit, all NaNs being one. */
  public static boolean isSame(double a, double b) {
    return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
  }
}
