package dev.assay.core.capture;

import dev.assay.core.Digest;

/** One entry of a source snapshot; {@code path} is relative to the root, with slashes. */
public sealed interface SourceFile {
  String path();

  /**
   * A file.
   *
   * @param outside the absolute path it was imported from, when it lies outside the root; then
   *     {@code path} is where a rerun puts it; empty for files of the root
   */
  record Regular(
      String path,
      boolean isExecutable,
      Digest sha256,
      long bytes,
      Digest pack,
      long offset,
      String outside)
      implements SourceFile {}

  /** A symbolic link, kept as a link. */
  record Link(String path, String target) implements SourceFile {}
}
