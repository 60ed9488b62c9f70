package dev.assay.protocol.mlflow;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** How the fields of registered models and versions are read. */
final class RegistryNames {
  static final int TAG_VALUE_CHARS_MAX = 100_000;
  static final int DESCRIPTION_CHARS_MAX = 100_000;
  static final int RUN_LINK_CHARS_MAX = 2_048;

  private static final Pattern ALIAS =
      Pattern.compile("[\\w-]{1,255}", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern RESERVED_ALIAS = Pattern.compile("(?i)latest|v[0-9]+");

  private RegistryNames() {}

  static String model(Message message) {
    return message.requiredText("name");
  }

  /**
   * The number of a version, which clients send as a text; 0, which no version has, if too great.
   */
  static int version(Message message) {
    long number = message.requiredWholeNumber("version");
    return number < 1 || number > Integer.MAX_VALUE ? 0 : (int) number;
  }

  static String description(Message message) {
    return Names.limited("description", message.text("description", ""), DESCRIPTION_CHARS_MAX);
  }

  static Map<String, String> tags(Message message) {
    Map<String, String> tags = new HashMap<>();
    for (Message tag : message.messages("tags")) {
      tags.putAll(tag(tag));
    }
    return tags;
  }

  /** A key and its value. */
  static Map<String, String> tag(Message tag) {
    return Map.of(
        Names.key(tag.path() + "key", tag.requiredText("key")),
        Names.limited(tag.path() + "value", tag.text("value", ""), TAG_VALUE_CHARS_MAX));
  }

  /** An alias that may be given; numbers and {@code latest} have their own meaning in addresses. */
  static String newAlias(Message message) {
    String alias = message.requiredText("alias");
    if (!ALIAS.matcher(alias).matches()) {
      throw message.invalid(
          "alias",
          Names.quoted(alias),
          "an alias has 1 to 255 letters, digits, underscores and dashes");
    }
    if (RESERVED_ALIAS.matcher(alias).matches()) {
      throw message.invalid(
          "alias", Names.quoted(alias), "'latest' and 'v' with a number are reserved");
    }
    return alias;
  }
}
