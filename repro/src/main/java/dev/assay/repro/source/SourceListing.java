package dev.assay.repro.source;

import dev.assay.core.capture.SourceFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a snapshot consists of, sorted by path. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class SourceListing {
  /** Below this folder of a restored snapshot lie the files imported from outside the root. */
  public static final String OUTSIDE = ".assay-outside";

  private SourceListing() {}

  public List<SourceFile> files() {
    throw new UnsupportedOperationException("not built yet");
  }

  public Optional<SourceFile> find(String path) {
    throw new UnsupportedOperationException("not built yet");
  }

  /**
   * The folders outside the root that modules were imported from, each with its place below a
   * restored root; a rerun puts these on the search path.
   */
  public Map<String, String> outsideFolders() {
    throw new UnsupportedOperationException("not built yet");
  }
}
