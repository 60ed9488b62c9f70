package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;
import dev.assay.web.Fields;
import dev.assay.web.Json;
import dev.assay.web.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The fields of a request, read leniently as MLflow does: unknown ones are passed over, names come
 * in snake case or lower camel case, whole numbers and doubles also as texts, enums by name or
 * number. A field that is there but does not parse is refused. An empty text counts as missing
 * where a field is required.
 *
 * @param path what stands before the names of these fields in messages, such as {@code tags[0].}
 * @param unreadable why the body was not read, when it was not JSON; it counts as empty then
 */
record Message(ObjectNode fields, String path, Optional<String> unreadable) {

  /** The fields of a request: those of its query, or of its body where it has no query. */
  static Message of(Request request) {
    Fields query = request.query();
    return switch (request.method()) {
      case GET -> query.isEmpty() ? ofBody(request.bytes()) : ofQuery(query);
      case POST, PUT, PATCH, DELETE -> ofBody(request.bytes());
    };
  }

  static Message ofBody(byte[] body) {
    if (body.length == 0) {
      return new Message(Json.object(), "", Optional.empty());
    }
    try {
      return ofTree(Json.tree(body));
    } catch (Failure failure) {
      return new Message(Json.object(), "", Optional.of(failure.getMessage()));
    }
  }

  /** Some old clients send their JSON as a text inside JSON. */
  private static Message ofTree(JsonNode tree) {
    if (tree.isString()) {
      JsonNode inner = Json.tree(tree.stringValue().getBytes(StandardCharsets.UTF_8));
      return ofObject(inner);
    }
    return ofObject(tree);
  }

  private static Message ofObject(JsonNode tree) {
    return tree instanceof ObjectNode object
        ? new Message(object, "", Optional.empty())
        : new Message(Json.object(), "", Optional.of("the body is not a JSON object"));
  }

  static Message ofQuery(Fields query) {
    ObjectNode fields = Json.object();
    for (String name : query.names()) {
      List<String> values = query.all(name);
      if (values.size() == 1) {
        fields.put(name, values.getFirst());
      } else {
        ArrayNode several = fields.putArray(name);
        values.forEach(several::add);
      }
    }
    return new Message(fields, "", Optional.empty());
  }

  /** Whether the field is there at all, empty or not. */
  boolean has(String name) {
    return find(name) != null;
  }

  /** The text, also when it is empty; absent when there is none. */
  Optional<String> text(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!value.isString()) {
      throw invalid(name, value, "a text is needed");
    }
    return Optional.of(value.stringValue());
  }

  String text(String name, String otherwise) {
    return text(name).orElse(otherwise);
  }

  String requiredText(String name) {
    return text(name).filter(text -> !text.isEmpty()).orElseThrow(() -> missing(name));
  }

  /** A required text under its name or the older name that clients send beside it. */
  String requiredText(String name, String olderName) {
    return text(name)
        .filter(text -> !text.isEmpty())
        .or(() -> text(olderName).filter(text -> !text.isEmpty()))
        .orElseThrow(() -> missing(name));
  }

  Optional<Long> wholeNumber(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Numbers.wholeNumber(value));
    } catch (NumberFormatException e) {
      throw invalid(name, value, "a whole number of at most 64 bits is needed");
    }
  }

  long wholeNumber(String name, long otherwise) {
    return wholeNumber(name).orElse(otherwise);
  }

  long requiredWholeNumber(String name) {
    return wholeNumber(name).orElseThrow(() -> missing(name));
  }

  double requiredNumber(String name) {
    JsonNode value = find(name);
    if (value == null || (value.isString() && value.stringValue().isEmpty())) {
      throw missing(name);
    }
    try {
      return Numbers.number(value);
    } catch (NumberFormatException e) {
      throw invalid(name, value, "a number is needed");
    }
  }

  boolean flag(String name) {
    return flag(name, false);
  }

  boolean flag(String name, boolean otherwise) {
    JsonNode value = find(name);
    if (value == null) {
      return otherwise;
    }
    String text =
        value.isString() ? value.stringValue().toLowerCase(Locale.ROOT) : value.toString();
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0", "" -> false;
      default -> throw invalid(name, value, "true or false is needed");
    };
  }

  /**
   * One of the values of an enum of the protocol.
   *
   * @param values the values by name and by number
   */
  <E> Optional<E> choice(String name, Map<String, E> values) {
    JsonNode value = find(name);
    if (value == null) {
      return Optional.empty();
    }
    E chosen = values.get(value.isString() ? value.stringValue() : value.toString());
    if (chosen == null) {
      throw invalid(
          name,
          value,
          "one of " + String.join(", ", values.keySet().stream().sorted().toList()) + " is needed");
    }
    return Optional.of(chosen);
  }

  /** A list of objects; empty when there is none. */
  List<Message> messages(String name) {
    List<Message> messages = new ArrayList<>();
    for (JsonNode item : items(name)) {
      if (!(item instanceof ObjectNode object)) {
        throw invalid(name, item, "a list of objects is needed");
      }
      messages.add(new Message(object, path + name + "[" + messages.size() + "].", unreadable));
    }
    return messages;
  }

  /** An object within this one; absent when there is none. */
  Optional<Message> message(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof ObjectNode object)) {
      throw invalid(name, value, "an object is needed");
    }
    return Optional.of(new Message(object, path + name + ".", unreadable));
  }

  /** A list of texts; empty when there is none. */
  List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (JsonNode item : items(name)) {
      if (!item.isString()) {
        throw invalid(name, item, "a list of texts is needed");
      }
      texts.add(item.stringValue());
    }
    return texts;
  }

  /** The failure for a field that must be there. */
  Failure missing(String name) {
    return missing(path + name, unreadable);
  }

  static Failure missing(String name, Optional<String> unreadable) {
    return Failure.invalid(
        "Missing value for required parameter '"
            + name
            + "'. See the API docs for more information about request parameters."
            + unreadable.map(why -> " (" + why + ")").orElse(""));
  }

  /** The failure for a field whose value does not do. */
  Failure invalid(String name, Object value, String why) {
    JsonNode shown = find(name);
    return Refusals.value(
        path + name, shown == null ? String.valueOf(value) : shown.toString(), why);
  }

  /** A single value counts as a list of one: that is how a query shows a list of one. */
  private Iterable<JsonNode> items(String name) {
    JsonNode value = find(name);
    if (value == null) {
      return List.of();
    }
    return value instanceof ArrayNode array ? array : List.of(value);
  }

  private @Nullable JsonNode find(String name) {
    JsonNode value = fields.get(name);
    String camel = camelCase(name);
    if (!camel.equals(name) && fields.has(camel)) {
      if (fields.has(name)) {
        throw Failure.invalid(
            "The request holds '"
                + path
                + name
                + "' and '"
                + path
                + camel
                + "', which are one field");
      }
      value = fields.get(camel);
    }
    return value == null || value.isNull() ? null : value;
  }

  static String camelCase(String name) {
    if (name.indexOf('_') < 0) {
      return name;
    }
    StringBuilder camel = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '_' && i + 1 < name.length()) {
        camel.append(Character.toUpperCase(name.charAt(++i)));
      } else {
        camel.append(c);
      }
    }
    return camel.toString();
  }
}
