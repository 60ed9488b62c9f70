package dev.assay.protocol.mlflow;

import dev.assay.core.query.Cursor;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JsonGenerator;

/** Reads and writes the paging fields of searches. Page tokens are opaque to clients. */
final class Paging {
  private static final Pattern OFFSET = Pattern.compile("\\{\"offset\": ?([0-9]{1,18})\\}");

  private Paging() {}

  /** A size that must be 1 to {@code max}; {@code otherwise} when the request names none. */
  static int size(Message message, String name, int otherwise, int max) {
    long size = message.wholeNumber(name, otherwise);
    if (size < 1) {
      throw message.invalid(name, size, name + " must be a positive integer, but got " + size);
    }
    if (size > max) {
      throw message.invalid(name, size, name + " must be at most " + max + ", but got " + size);
    }
    return (int) size;
  }

  static PageRequest page(Message message, int otherwise, int max) {
    int size = size(message, "max_results", otherwise, max);
    return new PageRequest(size, token(message).map(Cursor::new));
  }

  static Optional<String> token(Message message) {
    return message.text("page_token").filter(token -> !token.isEmpty());
  }

  static void next(JsonGenerator json, Page<?> page) {
    page.next().ifPresent(cursor -> json.writeStringProperty("next_page_token", cursor.value()));
  }

  /** A token for lists that only grow at their end. */
  static String offsetToken(long offset) {
    String plain = "{\"offset\": " + offset + "}";
    return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));
  }

  /** The offset a token stands for; 0 without one. */
  static long offset(Message message) {
    Optional<String> token = token(message);
    if (token.isEmpty()) {
      return 0;
    }
    try {
      byte[] plain = Base64.getDecoder().decode(token.get());
      Matcher matcher = OFFSET.matcher(new String(plain, StandardCharsets.US_ASCII));
      if (matcher.matches()) {
        return Long.parseLong(matcher.group(1));
      }
    } catch (IllegalArgumentException e) {
      throw badToken(message);
    }
    throw badToken(message);
  }

  private static RuntimeException badToken(Message message) {
    return message.invalid("page_token", "", "it is not one this server gave out");
  }
}
