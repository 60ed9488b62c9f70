package dev.assay.repro.document;

import dev.assay.core.Failure;
import dev.assay.core.capture.Capture;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** The capture document as JSON. */
public final class CaptureJson {
  private CaptureJson() {}

  /** The document; the same capture gives the same bytes. */
  public static byte[] write(Capture capture) {
    return DocumentMapper.JSON.writeValueAsString(capture).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a document.
   *
   * @throws Failure CORRUPT when it is none, INVALID when a newer Assay wrote it
   */
  public static Capture read(byte[] document) {
    try {
      JsonNode tree = DocumentMapper.JSON.readTree(document);
      int format = tree.path("format").asInt(0);
      if (format > Capture.FORMAT) {
        throw Failure.invalid(
            "this capture has format "
                + format
                + "; this Assay knows up to "
                + Capture.FORMAT
                + ": use a newer one");
      }
      return DocumentMapper.JSON.treeToValue(tree, Capture.class);
    } catch (JacksonException e) {
      throw Failure.corrupt("the capture cannot be read: " + e.getOriginalMessage());
    }
  }
}
