package dev.assay.repro.files;

import java.nio.file.Path;

/** Digests by what the file system says of files. */
public final class StatCache implements AutoCloseable {
  private StatCache() {}

  /** The cache in a file; one that is missing or broken is empty. */
  public static StatCache open(Path file) {
    throw new UnsupportedOperationException("not built yet: " + file);
  }

  /** Writes what was added. */
  @Override
  public void close() {}
}
