package dev.assay.protocol.rest;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.web.Json;
import dev.assay.web.Request;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object that a request holds; what does not fit fails INVALID with its name and value. A
 * member that is null counts as absent.
 */
record Body(JsonNode tree) {
  private static final Instant TIME_MIN = Instant.parse("0000-01-01T00:00:00Z");
  private static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999Z");

  static Body of(Request request) {
    Json.requireContentType(request);
    JsonNode tree = Json.tree(request.bytes());
    if (!tree.isObject()) {
      throw Failure.invalid("the body is " + tree.getNodeType() + "; a JSON object is needed");
    }
    return new Body(tree);
  }

  boolean has(String name) {
    return !member(name).isMissingNode();
  }

  Optional<String> text(String name) {
    JsonNode node = member(name);
    if (node.isMissingNode()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw Failure.invalid("'" + name + "' is " + node + "; a text is needed");
    }
    return Optional.of(node.stringValue());
  }

  String required(String name) {
    return text(name).orElseThrow(() -> missing(name));
  }

  Optional<Instant> time(String name) {
    return text(name).map(text -> time(name, text));
  }

  List<String> texts(String name) {
    JsonNode node = member(name);
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray()
        || !StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isString)) {
      throw Failure.invalid("'" + name + "' is " + node + "; a list of texts is needed");
    }
    return StreamSupport.stream(node.spliterator(), false).map(JsonNode::stringValue).toList();
  }

  Optional<Digest> digest(String name) {
    return text(name).map(Digest::new);
  }

  /** Texts by key, as params and tags are. */
  Map<String, String> named(String name) {
    JsonNode node = member(name);
    Map<String, String> named = new TreeMap<>();
    if (node.isMissingNode()) {
      return named;
    }
    if (!node.isObject()) {
      throw Failure.invalid("'" + name + "' is " + node + "; an object of texts is needed");
    }
    node.propertyStream()
        .forEach(
            entry -> {
              if (!entry.getValue().isString()) {
                throw Failure.invalid(
                    "'%s.%s' is %s; a text is needed"
                        .formatted(name, entry.getKey(), entry.getValue()));
              }
              named.put(entry.getKey(), entry.getValue().stringValue());
            });
    return named;
  }

  static Instant time(String name, String text) {
    try {
      Instant time = Instant.parse(text);
      if (!time.isBefore(TIME_MIN) && !time.isAfter(TIME_MAX)) {
        return time;
      }
    } catch (DateTimeException e) {
      throw noTime(name, text);
    }
    throw noTime(name, text);
  }

  private static Failure noTime(String name, String text) {
    return Failure.invalid(
        "'" + name + "' is '" + text + "'; a time such as 2026-01-31T12:00:00.000Z is needed");
  }

  static Failure missing(String name) {
    return Failure.invalid("'" + name + "' is missing");
  }

  private JsonNode member(String name) {
    JsonNode node = tree.path(name);
    return node.isNull() ? tree.path("") : node;
  }
}
