package dev.assay.repro.bisect;

import java.util.Locale;

/** Differences that are swapped together at first. */
public enum Group {
  PARAMETERS,
  SOURCE,
  DATA,
  SEED,
  ENVIRONMENT;

  /** As documents and people have it: {@code parameters}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
