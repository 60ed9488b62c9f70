package dev.assay.protocol.mlflow;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads values from JSON tokens by the rules of {@link Message}. */
final class Tokens {
  private Tokens() {}

  /** Reads one object of a list; its start was read. */
  @FunctionalInterface
  interface ObjectReader {
    void read(JsonParser json, int index);
  }

  /** A list of objects; null counts as an empty one. */
  static void objects(JsonParser json, String name, ObjectReader reader) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return;
    }
    if (token != JsonToken.START_ARRAY) {
      throw Refusals.value(name, shown(json), "a list of objects is needed");
    }
    int index = 0;
    for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      if (item != JsonToken.START_OBJECT) {
        throw Refusals.value(name, shown(json), "a list of objects is needed");
      }
      reader.read(json, index++);
    }
  }

  /** A text; null for null. */
  static @Nullable String text(JsonParser json, String path) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token != JsonToken.VALUE_STRING) {
      throw Refusals.value(path, shown(json), "a text is needed");
    }
    return json.getString();
  }

  static boolean isEmptyText(JsonParser json) {
    return json.currentToken() == JsonToken.VALUE_STRING && json.getString().isEmpty();
  }

  static long wholeNumber(JsonParser json, UnaryOperator<String> path, String name) {
    try {
      if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        boolean fits = json.getNumberType() != JsonParser.NumberType.BIG_INTEGER;
        return fits ? json.getLongValue() : Numbers.wholeNumber(json.getString());
      }
      if (json.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
        return Numbers.wholeNumber(json.getDoubleValue());
      }
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        return Numbers.wholeNumber(json.getString());
      }
    } catch (NumberFormatException e) {
      throw notWhole(json, path, name);
    }
    throw notWhole(json, path, name);
  }

  /** The value as JSON, for messages. */
  private static String shown(JsonParser json) {
    String text = json.getString();
    return json.currentToken() == JsonToken.VALUE_STRING ? Names.quoted(text) : text;
  }

  private static RuntimeException notWhole(
      JsonParser json, UnaryOperator<String> path, String name) {
    return Refusals.value(
        path.apply(name), shown(json), "a whole number of at most 64 bits is needed");
  }

  static double number(JsonParser json, UnaryOperator<String> path, String name) {
    try {
      if (json.currentToken().isNumeric()) {
        double value = json.getDoubleValue();
        return Double.isInfinite(value) ? Numbers.inRange(value, json.getString()) : value;
      }
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        return Numbers.number(json.getString());
      }
    } catch (NumberFormatException e) {
      throw notNumber(json, path, name);
    }
    throw notNumber(json, path, name);
  }

  private static RuntimeException notNumber(
      JsonParser json, UnaryOperator<String> path, String name) {
    return Refusals.value(path.apply(name), shown(json), "a number is needed");
  }
}
