package dev.assay.repro.source;

import dev.assay.core.capture.Finding;
import dev.assay.core.capture.Source;
import java.nio.file.Path;
import java.util.List;

/** A snapshot taken. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class TakenSource {
  private TakenSource() {}

  /** The part of the capture document. */
  public Source source() {
    throw new UnsupportedOperationException("not built yet");
  }

  public Path root() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** What a person should know: a commit never pushed, files left out, LFS pointers. */
  public List<Finding> findings() {
    throw new UnsupportedOperationException("not built yet");
  }

  /** Every file; read when first asked for. */
  public SourceListing listing() {
    throw new UnsupportedOperationException("not built yet");
  }
}
