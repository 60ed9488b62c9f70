package dev.assay.repro.data;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.DataFile;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.FileNames;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps data within a budget: what was declared first, then small before large. Not thread-safe.
 */
final class Keeping {
  private final BlobStore blobs;
  private final Map<String, Folder> folders = new HashMap<>();
  private long bytesLeft;
  private int filesLeft;

  private record Folder(Path path, FolderListing listing) {}

  Keeping(BlobStore blobs, KeepBudget budget) {
    this.blobs = blobs;
    this.bytesLeft = budget.bytesMax();
    this.filesLeft = budget.filesMax();
  }

  void addFolder(DataFile file, Path path, FolderListing listing) {
    folders.put(file.path(), new Folder(path, listing));
  }

  /** Whether there is room; then it is taken. */
  boolean take(long bytes, int files) {
    boolean fits = bytes <= bytesLeft && files <= filesLeft;
    if (fits) {
      bytesLeft -= bytes;
      filesLeft -= files;
    }
    return fits;
  }

  long bytesLeft() {
    return bytesLeft;
  }

  /** The same entries in the same order, marked when they were kept; the declared come first. */
  List<DataFile> keep(List<DataFile> all, int declared) {
    List<Integer> order = new ArrayList<>();
    for (int at = 0; at < all.size(); at++) {
      order.add(at);
    }
    order.sort(
        Comparator.<Integer, Boolean>comparing(at -> at >= declared)
            .thenComparingLong(at -> all.get(at).bytes()));
    List<DataFile> kept = new ArrayList<>(all);
    for (int at : order) {
      kept.set(at, keep(all.get(at)));
    }
    return kept;
  }

  private DataFile keep(DataFile file) {
    if (file.isKept() || file.sha256().isEmpty()) {
      return file;
    }
    Folder folder = folders.get(file.path());
    try {
      boolean isKept =
          folder == null
              ? keep(FileNames.path(file.path()), file.sha256().get(), file.bytes())
              : keep(folder);
      return DataCapture.noted(file, isKept, file.note().orElse(""));
    } catch (Failure e) {
      return DataCapture.noted(file, false, "its bytes could not be kept: " + e.getMessage());
    }
  }

  private boolean keep(Path file, Digest digest, long bytes) {
    if (!take(bytes, 1)) {
      return false;
    }
    blobs.put(digest, file);
    return true;
  }

  /** All of a folder or nothing: half of it brings nothing back. */
  private boolean keep(Folder folder) {
    List<FolderListing.Entry> entries = folder.listing().entries();
    boolean isWhole = entries.stream().allMatch(each -> each.sha256().isPresent());
    if (!isWhole || !take(folder.listing().bytes(), entries.size())) {
      return false;
    }
    for (FolderListing.Entry each : entries) {
      Optional<Digest> digest = each.sha256();
      digest.ifPresent(known -> blobs.put(known, FileNames.below(folder.path(), each.path())));
    }
    return true;
  }
}
