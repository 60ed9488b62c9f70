package dev.assay.repro.blob;

import dev.assay.core.Digest;
import java.io.InputStream;
import java.nio.file.Path;

/** Where the bytes of captures are kept: a server, or a folder until one is there. Thread-safe. */
public interface BlobStore {
  /** Whether the blob is there, whole. */
  boolean has(Digest blob);

  /**
   * Keeps a file's content; does nothing when the blob is there. The file itself is only read.
   *
   * @throws dev.assay.core.Failure CONFLICT when the content does not have the digest, UNAVAILABLE
   *     when it cannot be kept; then nothing is
   */
  void put(Digest blob, Path content);

  /**
   * The whole content.
   *
   * @throws dev.assay.core.Failure NOT_FOUND when it is not there, UNAVAILABLE when it cannot be
   *     read
   */
  default InputStream open(Digest blob) {
    return open(blob, 0, Long.MAX_VALUE);
  }

  /** A stretch of the content, shorter when the content ends before; failures as above. */
  InputStream open(Digest blob, long offset, long bytes);
}
