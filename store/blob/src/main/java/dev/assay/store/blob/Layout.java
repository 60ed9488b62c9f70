package dev.assay.store.blob;

import dev.assay.core.Digest;
import java.nio.file.Path;
import java.util.Optional;

/** Where blobs lie: {@code ab/cdef...} by their digest; half-written ones in {@code incoming}. */
record Layout(Path root) {
  private static final int DIRECTORY_CHARS = 2;

  Path incoming() {
    return root.resolve("incoming");
  }

  Path directory(Digest digest) {
    return root.resolve(digest.hex().substring(0, DIRECTORY_CHARS));
  }

  Path file(Digest digest) {
    return directory(digest).resolve(digest.hex().substring(DIRECTORY_CHARS));
  }

  /** The digest of the blob at {@code file}; empty for files that are none of ours. */
  Optional<Digest> digest(Path file) {
    String hex = root.relativize(file).toString().replace(file.getFileSystem().getSeparator(), "");
    if (!hex.matches("[0-9a-f]{64}")) {
      return Optional.empty();
    }
    Digest digest = new Digest(hex);
    return file(digest).equals(file) ? Optional.of(digest) : Optional.empty();
  }
}
