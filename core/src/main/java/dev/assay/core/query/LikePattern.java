package dev.assay.core.query;

/**
 * A LIKE pattern: {@code %} stands for any text, {@code _} for one code point, everything else (a
 * backslash too) for itself; the whole text must match. Immutable.
 */
public final class LikePattern {
  private final int[] pattern;
  private final boolean ignoreCase;

  /** {@code ignoreCase} looks past the case of the ASCII letters only, as databases agree on. */
  public LikePattern(String pattern, boolean ignoreCase) {
    this.ignoreCase = ignoreCase;
    this.pattern = codePoints(pattern);
  }

  /** Linear but for the product of both lengths in the worst case: only the last % is revisited. */
  public boolean matches(String text) {
    int[] subject = codePoints(text);
    int p = 0;
    int s = 0;
    int lastPercent = -1;
    int retryFrom = 0;
    while (s < subject.length) {
      if (p < pattern.length && pattern[p] == '%') {
        lastPercent = p++;
        retryFrom = s;
      } else if (p < pattern.length && (pattern[p] == '_' || pattern[p] == subject[s])) {
        p++;
        s++;
      } else if (lastPercent >= 0) {
        p = lastPercent + 1;
        s = ++retryFrom;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '%') {
      p++;
    }
    return p == pattern.length;
  }

  private int[] codePoints(String text) {
    return ignoreCase
        ? text.codePoints().map(LikePattern::lower).toArray()
        : text.codePoints().toArray();
  }

  private static int lower(int codePoint) {
    return codePoint >= 'A' && codePoint <= 'Z' ? codePoint + ('a' - 'A') : codePoint;
  }
}
