package dev.assay.protocol.mlflow;

import dev.assay.web.Json;
import dev.assay.web.Response;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Words answers: snake case, empty lists left out, whole numbers as JSON numbers. */
final class Answers {
  private static final byte[] EMPTY = "{}".getBytes(StandardCharsets.US_ASCII);

  private Answers() {}

  /** The answer that says only that it worked. */
  static Response empty() {
    return Response.json(200, EMPTY.clone());
  }

  /** An object; {@code members} writes what is in it. */
  static Response object(Consumer<JsonGenerator> members) {
    return json(200, members);
  }

  static Response json(int status, Consumer<JsonGenerator> members) {
    return Response.json(
        status,
        Json.write(
            json -> {
              json.writeStartObject();
              members.accept(json);
              json.writeEndObject();
            }));
  }

  /** A member that is an object. */
  static void member(JsonGenerator json, String name, Consumer<JsonGenerator> members) {
    json.writeObjectPropertyStart(name);
    members.accept(json);
    json.writeEndObject();
  }

  /** A member that is a list of objects; left out when empty. */
  static <T> void list(
      JsonGenerator json, String name, Collection<T> items, BiConsumer<JsonGenerator, T> members) {
    if (items.isEmpty()) {
      return;
    }
    json.writeArrayPropertyStart(name);
    for (T item : items) {
      json.writeStartObject();
      members.accept(json, item);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /** A list of {@code {key, value}}, as params and tags travel; left out when empty. */
  static void pairs(JsonGenerator json, String name, Map<String, String> values) {
    list(
        json,
        name,
        values.entrySet(),
        (each, pair) -> {
          each.writeStringProperty("key", pair.getKey());
          each.writeStringProperty("value", pair.getValue());
        });
  }

  /** A text that is left out when there is none. */
  static void text(JsonGenerator json, String name, Optional<String> value) {
    value.ifPresent(text -> json.writeStringProperty(name, text));
  }
}
