package dev.assay.store.sql;

import java.util.Arrays;

/**
 * A pattern of LIKE, compared code point by code point: {@code %} stands for any text, {@code _}
 * for one code point. Immutable.
 */
final class LikePattern {
  private static final int ANY_TEXT = -1;
  private static final int ANY_ONE = -2;

  /** Code points in lower case, or one of the marks above. */
  private final int[] parts;

  private LikePattern(int[] parts) {
    this.parts = parts;
  }

  static LikePattern ignoringCase(String pattern) {
    return new LikePattern(pattern.codePoints().map(LikePattern::part).toArray());
  }

  private static int part(int codePoint) {
    return switch (codePoint) {
      case '%' -> ANY_TEXT;
      case '_' -> ANY_ONE;
      default -> folded(codePoint);
    };
  }

  /** One case for each letter; by way of upper case, because some letters share only that. */
  private static int folded(int codePoint) {
    return Character.toLowerCase(Character.toUpperCase(codePoint));
  }

  /** Greedy with one place to go back to, so the cost is bounded by the product of the lengths. */
  boolean matches(String text) {
    int[] letters = text.codePoints().map(LikePattern::folded).toArray();
    int letter = 0;
    int part = 0;
    int backPart = -1;
    int backLetter = 0;
    while (letter < letters.length) {
      if (part < parts.length && parts[part] == ANY_TEXT) {
        backPart = part++;
        backLetter = letter;
      } else if (part < parts.length
          && (parts[part] == ANY_ONE || parts[part] == letters[letter])) {
        part++;
        letter++;
      } else if (backPart >= 0) {
        part = backPart + 1;
        letter = ++backLetter;
      } else {
        return false;
      }
    }
    return Arrays.stream(parts, part, parts.length).allMatch(rest -> rest == ANY_TEXT);
  }
}
