package dev.assay.protocol.rest;

import dev.assay.core.query.Cursor;
import dev.assay.core.query.Page;
import dev.assay.web.Json;
import dev.assay.web.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/**
 * How answers of this API are put together: camelCase names, times in RFC 3339, absent values left
 * out.
 */
final class Answers {
  private Answers() {}

  /** A document with the members {@code writer} writes. */
  static Response object(Consumer<JsonGenerator> writer) {
    return Response.json(
        200,
        Json.write(
            json -> {
              json.writeStartObject();
              writer.accept(json);
              json.writeEndObject();
            }));
  }

  /** A page: its items under {@code name}, and {@code next} while there are more. */
  static <T> Response page(String name, Page<T> page, BiConsumer<JsonGenerator, T> writer) {
    return object(
        json -> {
          array(json, name, page.items(), writer);
          text(json, "next", page.next().map(Cursor::value));
        });
  }

  static <T> void array(
      JsonGenerator json, String name, List<T> items, BiConsumer<JsonGenerator, T> writer) {
    json.writeArrayPropertyStart(name);
    items.forEach(item -> writer.accept(json, item));
    json.writeEndArray();
  }

  static void texts(JsonGenerator json, String name, Map<String, String> texts) {
    json.writeObjectPropertyStart(name);
    new TreeMap<>(texts).forEach(json::writeStringProperty);
    json.writeEndObject();
  }

  static void text(JsonGenerator json, String name, Optional<String> text) {
    text.ifPresent(value -> json.writeStringProperty(name, value));
  }

  static void time(JsonGenerator json, String name, Instant time) {
    json.writeStringProperty(name, time.toString());
  }

  static void time(JsonGenerator json, String name, Optional<Instant> time) {
    time.ifPresent(value -> time(json, name, value));
  }

  /** A double; JSON lacks NaN and the infinities, which are written as texts of these names. */
  static void number(JsonGenerator json, String name, double number) {
    json.writeName(name);
    number(json, number);
  }

  static void number(JsonGenerator json, double number) {
    if (Double.isFinite(number)) {
      json.writeNumber(number);
    } else {
      json.writeString(Double.toString(number));
    }
  }
}
