package dev.assay.repro.source;

import dev.assay.repro.blob.BlobStore;
import java.nio.file.Path;
import java.util.Collection;

/** Takes snapshots of source trees. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class SourceSnapshot {
  /**
   * @param cache the folder {@code <data>/cache}
   */
  public SourceSnapshot(BlobStore blobs, Path cache) {}

  /**
   * The working tree as it is: under git all that is tracked, staged, changed, or new and not
   * ignored; else the folder without what tools make.
   */
  public TakenSource take(SourceRequest request) {
    throw new UnsupportedOperationException("not built yet");
  }

  /**
   * The snapshot with the modules the program imported that are not in it: from outside the root,
   * or ignored by git. Modules of the environment are not to be given.
   */
  public TakenSource extend(TakenSource taken, Collection<ImportedModule> modules) {
    throw new UnsupportedOperationException("not built yet");
  }
}
