package dev.assay.core.run;

import dev.assay.core.query.FieldKind;

/** What runs are searched and ordered by. */
public sealed interface RunField {
  /** What a comparison with the field needs. */
  default FieldKind kind() {
    return switch (this) {
      case Metric metric -> FieldKind.NUMBER;
      case Attribute.STARTED_AT, Attribute.ENDED_AT -> FieldKind.NUMBER;
      case Attribute attribute -> FieldKind.TEXT;
      case Param param -> FieldKind.TEXT;
      case Tag tag -> FieldKind.TEXT;
      case Dataset dataset -> FieldKind.TEXT;
    };
  }

  /**
   * A column of the run itself; times are epoch milliseconds, STATUS is the name of the {@link
   * Status}, PROJECT is its id in decimal as a text. All but ENDED_AT are always present.
   */
  enum Attribute implements RunField {
    ID,
    PROJECT,
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
   * Which number of a series; LAST is the latest by (step, time, value), NaN counting as 0 there.
   * MIN and MAX pass over NaN, and are NaN when the series holds nothing else.
   */
  enum Aggregate {
    LAST,
    MIN,
    MAX
  }
}
