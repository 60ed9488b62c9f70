package dev.assay.core.capture;

import java.util.Locale;

/** The parts a capture is complete in, or not. */
public enum Part {
  CODE,
  DATA,
  CONFIG,
  ENVIRONMENT,
  SEEDS,
  METRICS,
  ARTIFACTS;

  /** As documents and people have it: {@code code}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
