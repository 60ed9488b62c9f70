package dev.assay.protocol.rest;

import dev.assay.core.Failure;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.run.LogBatch;
import dev.assay.web.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Decodes what is logged to a run, token by token: a request may hold many points. */
final class LogReader {
  /** Longest key of a metric, param or tag, in characters. */
  static final int KEY_LENGTH_MAX = 250;

  /** Longest value of a param or tag, and longest name of a run, in characters. */
  static final int VALUE_LENGTH_MAX = 100_000;

  /** Most points in one request. */
  static final int METRICS_MAX = 200_000;

  /** Most params, and most tags, in one request. */
  static final int TEXTS_MAX = 10_000;

  /** The name of a run as MLflow's clients send it; here it is no tag. */
  private static final String RUN_NAME_TAG = "mlflow.runName";

  private final List<MetricPoint> metrics = new ArrayList<>();
  private Map<String, String> params = Map.of();
  private Map<String, String> tags = Map.of();

  private LogReader() {}

  static LogBatch read(byte[] document) {
    return Json.read(
        document,
        json -> {
          LogReader reader = new LogReader();
          reader.members(json);
          return new LogBatch(reader.metrics, reader.params, reader.tags, List.of());
        });
  }

  /** Checks keys and values of params or tags. */
  static Map<String, String> checked(String name, Map<String, String> texts) {
    if (texts.size() > TEXTS_MAX) {
      throw Failure.limit("'" + name + "' holds more than " + TEXTS_MAX + " at once");
    }
    texts.forEach(
        (key, value) -> {
          key(name, key);
          value(name + "." + key, value);
        });
    if (texts.containsKey(RUN_NAME_TAG)) {
      throw Failure.invalid("'" + RUN_NAME_TAG + "' is no tag here; give the run's 'name'");
    }
    return texts;
  }

  static String value(String name, String value) {
    if (value.length() > VALUE_LENGTH_MAX) {
      throw Failure.invalid(
          "'%s' has %d characters; it may have %d"
              .formatted(name, value.length(), VALUE_LENGTH_MAX));
    }
    return value;
  }

  private static void key(String name, String key) {
    if (key.isEmpty()
        || key.length() > KEY_LENGTH_MAX
        || key.chars().anyMatch(Character::isISOControl)) {
      throw Failure.invalid(
          "'%s' has the key '%s'; a key has 1 to %d characters, none of them a control character"
              .formatted(name, key, KEY_LENGTH_MAX));
    }
  }

  private void members(JsonParser json) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw Failure.invalid("the body is no JSON object");
    }
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken token = json.nextToken();
      switch (name) {
        case "metrics" -> metrics(json, token);
        case "params" -> params = checked("params", texts(json, token, "params"));
        case "tags" -> tags = checked("tags", texts(json, token, "tags"));
        default ->
            throw Failure.invalid("'" + name + "' cannot be logged; metrics, params and tags can");
      }
    }
  }

  private static Map<String, String> texts(JsonParser json, JsonToken start, String name) {
    if (start == JsonToken.VALUE_NULL) {
      return Map.of();
    }
    require(start == JsonToken.START_OBJECT, name, "an object of texts");
    Map<String, String> texts = new TreeMap<>();
    for (String key = json.nextName(); key != null; key = json.nextName()) {
      require(json.nextToken() == JsonToken.VALUE_STRING, name + "." + key, "a text");
      texts.put(key, json.getString());
    }
    return texts;
  }

  private void metrics(JsonParser json, JsonToken start) {
    if (start == JsonToken.VALUE_NULL) {
      return;
    }
    require(start == JsonToken.START_ARRAY, "metrics", "a list of objects");
    for (JsonToken item = json.nextToken(); item != JsonToken.END_ARRAY; item = json.nextToken()) {
      require(item == JsonToken.START_OBJECT, "metrics", "a list of objects");
      if (metrics.size() == METRICS_MAX) {
        throw Failure.limit("'metrics' holds more than " + METRICS_MAX + " points");
      }
      metrics.add(metric(json, "metrics[" + metrics.size() + "]"));
    }
  }

  private static MetricPoint metric(JsonParser json, String path) {
    @Nullable String key = null;
    @Nullable Double value = null;
    @Nullable Long at = null;
    long step = 0;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      JsonToken token = json.nextToken();
      switch (name) {
        case "key" -> key = text(json, token, path + ".key");
        case "value" -> value = number(json, token, path + ".value");
        case "at" -> at = time(json, token, path + ".at");
        case "step" -> step = whole(json, token, path + ".step");
        default -> throw Failure.invalid("'" + path + "." + name + "' is no part of a point");
      }
    }
    if (key == null || value == null || at == null) {
      throw Failure.invalid("'" + path + "' lacks one of key, value and at");
    }
    key(path, key);
    return new MetricPoint(key, value, at, step);
  }

  private static String text(JsonParser json, JsonToken token, String path) {
    require(token == JsonToken.VALUE_STRING, path, "a text");
    return json.getString();
  }

  private static double number(JsonParser json, JsonToken token, String path) {
    if (token == JsonToken.VALUE_STRING) {
      return switch (json.getString()) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default -> throw needed(path, "a number, \"NaN\", \"Infinity\" or \"-Infinity\"");
      };
    }
    require(token.isNumeric(), path, "a number");
    return json.getDoubleValue();
  }

  private static long whole(JsonParser json, JsonToken token, String path) {
    require(
        token == JsonToken.VALUE_NUMBER_INT
            && json.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
        path,
        "a whole number of at most 64 bits");
    return json.getLongValue();
  }

  /** Epoch milliseconds, as a number or as a time in RFC 3339. */
  private static long time(JsonParser json, JsonToken token, String path) {
    return token == JsonToken.VALUE_STRING
        ? Body.time(path, json.getString()).toEpochMilli()
        : whole(json, token, path);
  }

  private static void require(boolean holds, String path, String what) {
    if (!holds) {
      throw needed(path, what);
    }
  }

  private static Failure needed(String path, String what) {
    return Failure.invalid("'" + path + "' is not " + what);
  }
}
