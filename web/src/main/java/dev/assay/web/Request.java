package dev.assay.web;

import dev.assay.core.account.Actor;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One request that passed the gates. Belongs to the thread that handles it; its body can be read
 * once.
 */
public interface Request {
  /** The method of the route; GET for HEAD. */
  Method method();

  /** The path as it was sent, still percent-encoded; for messages and logs, never for deciding. */
  String rawPath();

  /**
   * The text that stood for {@code {name}} or {@code {name...}} in the path, percent-decoded
   * exactly once. It can hold anything but malformed UTF-8: slashes (sent as {@code %2F}), dots,
   * NUL. A name the template lacks is a programming error.
   */
  String variable(String name);

  /** The query, decoded: {@code +} is a space here, as clients send it. */
  Fields query();

  /** The headers, with lower-case names. */
  Fields headers();

  /** Who asks. */
  Actor actor();

  /**
   * The length the request declares; empty when it is sent in chunks. A request without body has
   * length 0.
   */
  OptionalLong contentLength();

  /** The Content-Type header as it was sent. */
  default Optional<String> contentType() {
    return headers().first("content-type");
  }

  /** The body as it arrives. Reading beyond the route's limit ends in an answer 413. */
  InputStream body();

  /** The whole body in memory; for routes whose limit is small enough to hold. */
  byte[] bytes();
}
