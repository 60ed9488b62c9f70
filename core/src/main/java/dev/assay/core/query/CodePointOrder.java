package dev.assay.core.query;

import java.util.Comparator;

/**
 * The order of texts: by code point, as UTF-8 bytes sort, which is not how {@link String#compareTo}
 * sorts characters beyond U+FFFF. Pure functions.
 */
public final class CodePointOrder {
  public static final Comparator<String> BY_CODE_POINT = CodePointOrder::compare;

  private CodePointOrder() {}

  private static int compare(String left, String right) {
    int length = Math.min(left.length(), right.length());
    for (int i = 0; i < length; i++) {
      char a = left.charAt(i);
      char b = right.charAt(i);
      if (a != b) {
        boolean pairs = Character.isSurrogate(a) != Character.isSurrogate(b);
        return pairs ? (Character.isSurrogate(a) ? 1 : -1) : Character.compare(a, b);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  /** The first {@code count} code points of a text, or all of it. */
  public static String prefix(String text, int count) {
    if (text.length() <= count || text.codePointCount(0, text.length()) <= count) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, count));
  }
}
