package dev.assay.client;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Documents as trees, for callers that hand them on; loaded only when one asks for that. */
final class Trees {
  private static final JsonMapper JSON = new JsonMapper();

  private Trees() {}

  static JsonNode read(byte[] document) {
    try {
      return JSON.readTree(document);
    } catch (JacksonException e) {
      throw Message.unknown(e);
    }
  }

  static byte[] write(JsonNode document) {
    return JSON.writeValueAsBytes(document);
  }
}
