package dev.assay.bench.load;

import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer as it lies in the connection's buffer, and how long it took from the first byte sent to
 * the last byte read.
 */
@SuppressWarnings("ArrayRecordComponent") // A view of the buffer, not a value: never compared.
public record Answer(int status, byte[] buffer, int offset, int length, long nanos) {
  private static final JsonMapper JSON = new JsonMapper();

  /** The body as text. */
  public String text() {
    return new String(buffer, offset, length, StandardCharsets.UTF_8);
  }

  /** The body as a tree; slow, for checking. */
  public JsonNode json() {
    return JSON.readTree(buffer, offset, length);
  }
}
