package dev.assay.repro.data;

import dev.assay.core.capture.DataFile;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.StatCache;
import java.nio.file.Path;
import java.util.List;

/** Digests data, and keeps what the budget allows. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class DataCapture {
  public DataCapture(BlobStore blobs, StatCache cache, KeepBudget budget) {}

  /** Digests a file ahead of time, so that it is known later; failures are left for then. */
  public void warm(Path file) {}

  /**
   * The entries of the capture document: one for each input declared and each file read; a folder's
   * path ends with a slash, and its digest is that of the blob that lists its files.
   *
   * @param folder the working folder, which relative inputs start from
   */
  public List<DataFile> capture(
      List<DeclaredInput> declared, DataSelection.Selected selected, Path folder) {
    if (declared.isEmpty() && selected.data().isEmpty()) {
      return List.of();
    }
    throw new UnsupportedOperationException("not built yet: " + folder);
  }
}
