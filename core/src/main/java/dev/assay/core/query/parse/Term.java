package dev.assay.core.query.parse;

import dev.assay.core.query.Filter;
import java.util.function.Function;

/**
 * What a name means in a condition: which constants it compares with, which forms of clause it
 * takes, and the filter such a clause stands for.
 *
 * @param listable whether IN and NOT IN are allowed
 * @param nullable whether IS NULL and IS NOT NULL are allowed
 */
public record Term<F>(
    Kind kind, boolean listable, boolean nullable, Function<Condition, Filter<F>> meaning) {
  /** What constants the name compares with. */
  public enum Kind {
    /** Any number, by order. */
    NUMBER,
    /** A number without fraction, by order. */
    WHOLE_NUMBER,
    /** A text in quotes, by equality or pattern. */
    TEXT
  }

  /** A field that holds numbers. */
  public static <F> Term<F> number(F field) {
    return new Term<>(Kind.NUMBER, false, false, condition -> condition.on(field));
  }

  /** A field that holds numbers without fraction. */
  public static <F> Term<F> wholeNumber(F field) {
    return new Term<>(Kind.WHOLE_NUMBER, false, false, condition -> condition.on(field));
  }

  /** A field that holds texts. */
  public static <F> Term<F> text(F field) {
    return text(condition -> condition.on(field));
  }

  /** Something that compares like a text and has a meaning of its own. */
  public static <F> Term<F> text(Function<Condition, Filter<F>> meaning) {
    return new Term<>(Kind.TEXT, false, false, meaning);
  }

  /** The same with IN and NOT IN. */
  public Term<F> withLists() {
    return new Term<>(kind, true, nullable, meaning);
  }

  /** The same with IS NULL and IS NOT NULL. */
  public Term<F> withNull() {
    return new Term<>(kind, listable, true, meaning);
  }
}
