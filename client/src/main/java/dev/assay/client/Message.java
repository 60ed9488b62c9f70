package dev.assay.client;

import dev.assay.client.AssayException.Kind;
import java.io.ByteArrayOutputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object in an answer. Read token by token: loading all that maps trees and beans costs more
 * time than a small command has.
 */
record Message(Map<String, Object> members) {
  static final JsonFactory JSON = new JsonFactory();

  /** Encodes an object with the members {@code writer} writes. */
  static byte[] write(Consumer<JsonGenerator> writer) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
      json.writeStartObject();
      writer.accept(json);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  static Message read(byte[] document) {
    try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), document)) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        return object(json);
      }
    } catch (JacksonException e) {
      throw unknown(e);
    }
    throw unknown(null);
  }

  private static Message object(JsonParser json) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      if (json.nextToken() != JsonToken.VALUE_NULL) {
        members.put(name, value(json));
      }
    }
    return new Message(members);
  }

  private static Object value(JsonParser json) {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      return object(json);
    }
    if (token == JsonToken.START_ARRAY) {
      List<Object> items = new ArrayList<>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        items.add(value(json));
      }
      return items;
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      return json.getNumberValue();
    }
    return json.getString();
  }

  Optional<String> text(String name) {
    return Optional.ofNullable(members.get(name)).map(Object::toString);
  }

  String required(String name) {
    return text(name).orElseThrow(() -> unknown(null));
  }

  long number(String name) {
    return members.get(name) instanceof Number number ? number.longValue() : 0;
  }

  Optional<Instant> time(String name) {
    return text(name).map(Message::instant);
  }

  Instant requiredTime(String name) {
    return instant(required(name));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException e) {
      throw unknown(e);
    }
  }

  Message message(String name) {
    return members.get(name) instanceof Message message ? message : new Message(Map.of());
  }

  <T> List<T> messages(String name, Function<Message, T> reader) {
    return items(name)
        .map(item -> item instanceof Message message ? message : new Message(Map.of()))
        .map(reader)
        .toList();
  }

  List<String> texts(String name) {
    return items(name).map(Object::toString).toList();
  }

  private Stream<?> items(String name) {
    return members.get(name) instanceof List<?> items ? items.stream() : Stream.empty();
  }

  /** Texts by key. */
  Map<String, String> named(String name) {
    Map<String, String> named = new LinkedHashMap<>();
    message(name).members().forEach((key, value) -> named.put(key, value.toString()));
    return named;
  }

  static void named(JsonGenerator json, String name, Map<String, String> texts) {
    if (!texts.isEmpty()) {
      json.writeObjectPropertyStart(name);
      texts.forEach(json::writeStringProperty);
      json.writeEndObject();
    }
  }

  static void text(JsonGenerator json, String name, Optional<?> value) {
    value.ifPresent(present -> json.writeStringProperty(name, present.toString()));
  }

  static AssayException unknown(@Nullable Throwable cause) {
    String message = "what answers is not an Assay server this client knows";
    return cause == null
        ? new AssayException(Kind.BROKEN, 0, message)
        : new AssayException(Kind.BROKEN, message, cause);
  }
}
