package dev.assay.repro.explain;

import java.util.Locale;

/** What a difference lies in. */
public enum Area {
  PARAMETERS,
  SOURCE,
  DATA,
  ENVIRONMENT,
  INTERPRETER,
  SEEDS,
  DETERMINISM,
  VARIABLES,
  HARDWARE,
  COMMAND,
  OUTCOME;

  /** As documents and people have it: {@code parameters}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
