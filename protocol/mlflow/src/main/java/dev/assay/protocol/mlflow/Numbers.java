package dev.assay.protocol.mlflow;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Numbers as protobuf's JSON has them: also as texts, with words for those JSON lacks. */
final class Numbers {
  private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,19}");
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,9})?");
  private static final int TEXT_LENGTH_MAX = 1_000;

  private Numbers() {}

  /** A whole number of 64 bits; {@code 7.0} and {@code "7"} are ones. */
  static long wholeNumber(JsonNode value) {
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      return wholeNumber(value.doubleValue());
    }
    if (value.isString()) {
      return wholeNumber(value.stringValue());
    }
    throw new NumberFormatException();
  }

  static long wholeNumber(double value) {
    if (value != Math.rint(value) || Math.abs(value) >= 0x1p63) {
      throw new NumberFormatException();
    }
    return (long) value;
  }

  static long wholeNumber(String text) {
    if (!WHOLE.matcher(text).matches()) {
      throw new NumberFormatException();
    }
    return Long.parseLong(text);
  }

  /** Any double; the literals and texts NaN, Infinity and -Infinity stand for themselves. */
  static double number(JsonNode value) {
    if (value.isNumber()) {
      return inRange(value.doubleValue(), value.toString());
    }
    if (value.isString()) {
      return number(value.stringValue());
    }
    throw new NumberFormatException();
  }

  static double number(String text) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "Infinity" -> Double.POSITIVE_INFINITY;
      case "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        if (text.length() > TEXT_LENGTH_MAX || !DECIMAL.matcher(text).matches()) {
          throw new NumberFormatException();
        }
        yield inRange(Double.parseDouble(text), text);
      }
    };
  }

  /** Refuses digits that became infinite: only the word means infinity. */
  static double inRange(double value, String text) {
    if (Double.isInfinite(value) && text.chars().anyMatch(c -> c >= '0' && c <= '9')) {
      throw new NumberFormatException();
    }
    return value;
  }
}
