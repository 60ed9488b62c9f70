package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.blob.BlobStore;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;

/** Brings snapshots back. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class SourceRestore {
  public SourceRestore(BlobStore blobs) {}

  /** What a manifest blob lists. */
  public SourceListing listing(Digest manifest) {
    throw new UnsupportedOperationException("not built yet: " + manifest);
  }

  /**
   * The whole tree, into a folder that does not exist yet or is empty. All of it or, when it fails,
   * nothing.
   */
  public void restore(SourceListing listing, Path target) {
    throw new UnsupportedOperationException("not built yet: " + target);
  }

  /** Single files over a restored tree; paths the listing does not have are deleted there. */
  public void overlay(SourceListing listing, Collection<String> paths, Path target) {
    throw new UnsupportedOperationException("not built yet: " + target);
  }

  /** One file's content, verified when read to its end. */
  public InputStream open(SourceFile.Regular file) {
    throw new UnsupportedOperationException("not built yet: " + file);
  }
}
