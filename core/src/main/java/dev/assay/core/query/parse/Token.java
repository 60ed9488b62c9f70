package dev.assay.core.query.parse;

import dev.assay.core.query.Filter.Operator;

/** A piece of a query's text. */
sealed interface Token {
  /** Where it starts, in characters from 0. */
  int at();

  /** A word without dot or quotes: a key word or the name of an attribute. */
  record Word(int at, String text) implements Token {
    boolean is(String keyword) {
      return text.equalsIgnoreCase(keyword);
    }
  }

  /** A name with a dot or in back quotes. */
  record Dotted(int at, String entity, String key) implements Token {}

  /** A text in single or double quotes. */
  record Quoted(int at, String text, boolean isDouble) implements Token {}

  /** A number. */
  record Numeral(int at, double value) implements Token {}

  /** A sign of comparison. */
  record Comparator(int at, Operator operator) implements Token {}

  /** One of {@code ( ) ,}. */
  record Mark(int at, char sign) implements Token {}

  /** What follows the last piece. */
  record End(int at) implements Token {}
}
