package dev.assay.core.run;

/** What runs are searched and ordered by. */
public sealed interface RunField {
  /** A column of the run itself; times are epoch milliseconds. */
  enum Attribute implements RunField {
    ID,
    NAME,
    STATUS,
    USER,
    STARTED_AT,
    ENDED_AT
  }

  /** One number of a metric's summary. */
  record Metric(String key, Aggregate aggregate) implements RunField {}

  /** A param by its key. */
  record Param(String key) implements RunField {}

  /** A tag by its key. */
  record Tag(String key) implements RunField {}

  /** A dataset that is an input; the run matches when any of its inputs does. Not an order. */
  enum Dataset implements RunField {
    NAME,
    DIGEST,
    CONTEXT
  }

  /**
   * Which number of a series; LAST is the latest by (step, time, value). MIN and MAX pass over NaN.
   */
  enum Aggregate {
    LAST,
    MIN,
    MAX
  }
}
