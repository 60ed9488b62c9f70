package dev.assay.core.query;

import java.util.List;

/**
 * A condition on rows whose fields are of type {@code F}. A row that lacks the field (a run without
 * that param) matches no comparison and no membership, negated or not; only {@link Absent} finds
 * it.
 */
public sealed interface Filter<F> {
  /** All conditions hold; an empty list holds for every row. */
  record And<F>(List<Filter<F>> all) implements Filter<F> {
    public And {
      all = List.copyOf(all);
    }
  }

  /** At least one condition holds; an empty list holds for none. */
  record Or<F>(List<Filter<F>> any) implements Filter<F> {
    public Or {
      any = List.copyOf(any);
    }
  }

  /**
   * The field compares so with the value; text by code point; NaN satisfies only NOT_EQUAL; 0.0
   * equals -0.0. The value is of the field's kind, never NaN. Of a field that a row may hold more
   * than once (the datasets of a run) any one value suffices.
   */
  record Comparison<F>(F field, Operator operator, Value value) implements Filter<F> {}

  /**
   * The field, a text, is one of these ({@code negated}: is present and none of them; of several
   * values any one suffices).
   */
  record Membership<F>(F field, boolean negated, List<String> values) implements Filter<F> {
    public Membership {
      values = List.copyOf(values);
    }
  }

  /** The row lacks the field. */
  record Absent<F>(F field) implements Filter<F> {}

  /** The row has the field. */
  record Present<F>(F field) implements Filter<F> {}

  /**
   * How a field compares with a value. LIKE knows {@code %} (any text) and {@code _} (one code
   * point) and no escape; ILIKE ignores the case of ASCII letters. Both are for texts alone.
   */
  enum Operator {
    EQUAL,
    NOT_EQUAL,
    LESS,
    LESS_OR_EQUAL,
    GREATER,
    GREATER_OR_EQUAL,
    LIKE,
    ILIKE
  }

  /** A constant in a comparison. */
  sealed interface Value {
    /** A text. */
    record Text(String text) implements Value {}

    /** A number; whole numbers up to 2^53 are exact. */
    record Numeric(double number) implements Value {}
  }

  /** The condition every row meets. */
  static <F> Filter<F> everything() {
    return new And<>(List.of());
  }
}
