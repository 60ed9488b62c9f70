package dev.assay.repro.verdict;

import dev.assay.core.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A file an execution left, as an artifact or in its folder.
 *
 * @param sha256 absent when the file could not be read
 * @param contents absent when the store does not have the bytes
 */
public record RecordedFile(
    String path, Optional<Digest> sha256, long bytes, Optional<Contents> contents) {

  /** The last part of the path. */
  String name() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The bytes, each time from the start. */
  @FunctionalInterface
  public interface Contents {
    InputStream open() throws IOException;
  }
}
