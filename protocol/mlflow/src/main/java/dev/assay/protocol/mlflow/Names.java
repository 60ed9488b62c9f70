package dev.assay.protocol.mlflow;

import dev.assay.core.query.CodePointOrder;
import dev.assay.web.Json;
import java.util.ArrayList;
import java.util.List;

/** What keys of metrics, params and tags may look like, and how long values get. */
final class Names {
  /** Longest key of a metric, param or tag, in characters. */
  static final int KEY_CHARS_MAX = 250;

  /** Longest value of a param; the rest is cut off without a word, as MLflow does. */
  static final int PARAM_VALUE_CHARS_MAX = 6_000;

  /** Longest value of a run's tag; the rest is cut off without a word, as MLflow does. */
  static final int TAG_VALUE_CHARS_MAX = 8_000;

  private Names() {}

  /** Checks a key as the parameter of that name. */
  static String key(String parameter, String key) {
    if (length(key) > KEY_CHARS_MAX) {
      throw Refusals.tooLong(parameter, KEY_CHARS_MAX);
    }
    if (!key.codePoints().allMatch(Names::isAllowed)) {
      throw Refusals.value(
          parameter,
          quoted(key),
          "Names may only contain alphanumerics, underscores (_), dashes (-), periods (.),"
              + " spaces ( ), colon(:) and slashes (/).");
    }
    if (isPathLike(key)) {
      throw Refusals.value(
          parameter,
          quoted(key),
          "Names may be treated as files in certain cases, and must not resolve to other names"
              + " when treated as such. This name would resolve to '"
              + normalized(key)
              + "'");
    }
    return key;
  }

  /**
   * Whether a key is surely good, at a glance: short, of plain letters, no part of it empty or
   * starting with a dot.
   */
  static boolean isPlainKey(String key) {
    if (key.isEmpty() || key.length() > KEY_CHARS_MAX) {
      return false;
    }
    char before = '/';
    for (int i = 0; i < key.length(); i++) {
      char c = key.charAt(i);
      boolean startsPart = before == '/';
      if (c >= 0x80 || !isAllowed(c) || (startsPart && (c == '.' || c == '/'))) {
        return false;
      }
      before = c;
    }
    return before != '/';
  }

  static String paramValue(String value) {
    return CodePointOrder.prefix(value, PARAM_VALUE_CHARS_MAX);
  }

  static String tagValue(String value) {
    return CodePointOrder.prefix(value, TAG_VALUE_CHARS_MAX);
  }

  /** Checks a text's length. */
  static String limited(String parameter, String text, int charsMax) {
    if (length(text) > charsMax) {
      throw Refusals.tooLong(parameter, charsMax);
    }
    return text;
  }

  /** As characters count everywhere in the protocol: by code point. */
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  static String quoted(String text) {
    return Json.object().stringNode(text).toString();
  }

  private static boolean isAllowed(int c) {
    if (c < 0x80) {
      return (c >= 'a' && c <= 'z')
          || (c >= 'A' && c <= 'Z')
          || (c >= '-' && c <= ':') // - . / digits :
          || c == '_'
          || c == ' ';
    }
    int type = Character.getType(c);
    return Character.isLetterOrDigit(c)
        || type == Character.LETTER_NUMBER
        || type == Character.OTHER_NUMBER;
  }

  /** Whether a file of this name would get another name, or lie outside its folder. */
  private static boolean isPathLike(String key) {
    if (!key.isEmpty() && key.indexOf('/') < 0 && key.indexOf('.') < 0) {
      return false;
    }
    return !normalized(key).equals(key)
        || key.equals(".")
        || key.startsWith("..")
        || key.startsWith("/");
  }

  private static String normalized(String key) {
    List<String> parts = new ArrayList<>();
    for (String part : key.split("/", -1)) {
      boolean isUp = part.equals("..") && !parts.isEmpty() && !parts.getLast().equals("..");
      if (isUp) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    String path = String.join("/", parts);
    return key.startsWith("/") ? "/" + path : path.isEmpty() ? "." : path;
  }
}
