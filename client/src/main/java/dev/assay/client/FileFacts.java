package dev.assay.client;

import java.time.Instant;

/** One version of a file of a run. */
public record FileFacts(
    String path, int version, long sizeBytes, String sha256, Instant createdAt) {
  static FileFacts read(Message message) {
    return new FileFacts(
        message.required("path"),
        Math.toIntExact(message.number("version")),
        message.number("sizeBytes"),
        message.required("sha256"),
        message.requiredTime("createdAt"));
  }
}
