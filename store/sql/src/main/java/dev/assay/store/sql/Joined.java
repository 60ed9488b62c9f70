package dev.assay.store.sql;

import dev.assay.core.Failure;

/**
 * Reads what the database joined into one text: far fewer rows come over, which is most of the cost
 * of a page. A number ends with a comma; a text comes after its length in code points. Used by one
 * thread.
 */
final class Joined {
  private final String text;
  private final boolean astral;
  private int place;

  Joined(String text) {
    this.text = text;
    this.astral = text.codePointCount(0, text.length()) != text.length();
  }

  /** {@code number,} in SQL. */
  static String number(String column) {
    return "coalesce(CAST(" + column + " AS TEXT), '') || ','";
  }

  /** {@code length,text} in SQL. */
  static String text(String column) {
    return "length(" + column + ") || ',' || " + column;
  }

  boolean hasMore() {
    return place < text.length();
  }

  /** Whether the next number is NULL; passes over it when it is. */
  boolean nextIsNull() {
    if (text.charAt(place) != ',') {
      return false;
    }
    place++;
    return true;
  }

  long number() {
    int end = text.indexOf(',', place);
    if (end < 0) {
      throw Failure.corrupt("stored values of a run cannot be read");
    }
    long number = Long.parseLong(text, place, end, 10);
    place = end + 1;
    return number;
  }

  String text() {
    int length = (int) number();
    int end = astral ? text.offsetByCodePoints(place, length) : place + length;
    String part = text.substring(place, end);
    place = end;
    return part;
  }
}
