package dev.assay.repro.data;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Small contents that are not in a file yet. */
final class Drafts {
  private Drafts() {}

  static void put(BlobStore blobs, Digest digest, byte[] content) {
    if (blobs.has(digest)) {
      return;
    }
    try {
      Path draft = Files.createTempFile("assay", ".new");
      try {
        Files.write(draft, content);
        blobs.put(digest, draft);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw Failure.unavailable("a blob cannot be kept: " + Folders.reason(e), e);
    }
  }
}
