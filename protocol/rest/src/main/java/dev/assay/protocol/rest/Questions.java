package dev.assay.protocol.rest;

import dev.assay.core.Failure;
import dev.assay.core.query.Cursor;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import dev.assay.web.Fields;
import java.util.Locale;
import java.util.Optional;

/** Reads the parameters of requests; what does not parse fails INVALID with its name and value. */
final class Questions {
  private Questions() {}

  static String required(Fields query, String name) {
    return query
        .first(name)
        .orElseThrow(() -> Failure.invalid("the parameter '" + name + "' is missing"));
  }

  static long whole(Fields query, String name, long otherwise) {
    return query.first(name).map(text -> whole(name, text)).orElse(otherwise);
  }

  static int count(Fields query, String name, int otherwise, int max) {
    long value = whole(query, name, otherwise);
    if (value < 0 || value > max) {
      throw Failure.invalid("'" + name + "' is " + value + "; it may be 0 to " + max);
    }
    return (int) value;
  }

  static boolean flag(Fields query, String name) {
    String text = query.first(name).orElse("false");
    return switch (text) {
      case "true", "" -> true;
      case "false" -> false;
      default -> throw Failure.invalid("'" + name + "' is '" + text + "'; it may be true or false");
    };
  }

  static PageRequest page(Fields query, int limitDefault, int limitMax) {
    int limit = count(query, "limit", limitDefault, limitMax);
    return new PageRequest(limit, query.first("after").map(Cursor::new));
  }

  static Visibility visibility(Optional<String> text) {
    return text.map(value -> constant(Visibility.class, "visibility", value))
        .orElse(Visibility.ACTIVE);
  }

  static <E extends Enum<E>> E constant(Class<E> type, String name, String text) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(text)) {
        return constant;
      }
    }
    throw Failure.invalid("'" + name + "' is '" + text + "'; it may be one of " + words(type));
  }

  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <E extends Enum<E>> String words(Class<E> type) {
    StringBuilder words = new StringBuilder();
    for (E constant : type.getEnumConstants()) {
      words.append(words.isEmpty() ? "" : ", ").append(word(constant));
    }
    return words.toString();
  }

  private static long whole(String name, String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Failure.invalid("'" + name + "' is '" + text + "'; a whole number is needed");
    }
  }
}
