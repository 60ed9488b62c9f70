package dev.assay.core.verdict;

import java.util.Collection;
import java.util.Locale;

/** The result of a rerun, from best to worst. */
public enum Verdict {
  /** The same, bit for bit. */
  IDENTICAL,
  /** Every number lies within its tolerance. */
  WITHIN_TOLERANCE,
  /** Every number lies within the band that repeats of the original span. */
  WITHIN_NOISE,
  DIFFERENT,
  /** There is nothing to compare, or it is not of the same kind. */
  NOT_COMPARABLE;

  /** The verdict over several parts: that of the worst; IDENTICAL when there are none. */
  public static Verdict worst(Collection<Verdict> parts) {
    return parts.stream().max(Verdict::compareTo).orElse(IDENTICAL);
  }

  /** As documents and people have it: {@code within tolerance}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Whether the result counts as reproduced. */
  public boolean isReproduced() {
    return compareTo(WITHIN_NOISE) <= 0;
  }
}
