package dev.assay.core.query.parse;

import dev.assay.core.Failure;

/** Which names a search knows, and what they mean. Immutable. */
public interface Vocabulary<F> {
  /**
   * What the name means in a condition.
   *
   * @throws Failure INVALID when there is no such name; says which ones there are
   */
  Term<F> term(Name name);

  /**
   * The field the name sorts by.
   *
   * @throws Failure INVALID when there is none; says which ones there are
   */
  F orderField(Name name);

  /** The failure for a name that is not known. */
  static Failure unknown(Name name, String known) {
    return Failure.invalid("Invalid name '" + name + "' in a query: " + known);
  }
}
