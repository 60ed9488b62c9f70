package dev.assay.repro.data;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.DataFile;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.FileNames;
import dev.assay.repro.files.Parallel;
import dev.assay.repro.files.StatCache;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Digests data, and keeps what the budget allows. Thread-safe. */
public final class DataCapture {
  /** The note of a file that comes back with the source. */
  public static final String IN_SOURCE = "in the source snapshot";

  private final BlobStore blobs;
  private final DataDigests digests;
  private final FolderDigests folders;
  private final KeepBudget budget;
  private final UrlInputs urls;

  public DataCapture(BlobStore blobs, StatCache cache, KeepBudget budget) {
    this.blobs = blobs;
    this.digests = new DataDigests(cache);
    this.folders = new FolderDigests(digests);
    this.budget = budget;
    this.urls = new UrlInputs(blobs);
  }

  /** Digests a file ahead of time, so that it is known later; failures are left for then. */
  public void warm(Path file) {
    if (Files.isDirectory(file)) {
      folders.list(file);
    } else {
      digests.file(file);
    }
  }

  /**
   * The entries of the capture document: one for each input declared and each file read; a folder's
   * path ends with a slash, and its digest is that of the blob that lists its files. A file that
   * cannot be kept is listed all the same.
   *
   * @param folder the working folder, which relative inputs start from
   */
  public List<DataFile> capture(
      List<DeclaredInput> declared, DataSelection.Selected selected, Path folder) {
    List<DataFile> all = new ArrayList<>();
    Keeping keeping = new Keeping(blobs, budget);
    Set<Path> seen = new LinkedHashSet<>();
    for (DeclaredInput input : declared) {
      if (input.isUrl()) {
        all.add(urls.capture(input, keeping));
      } else {
        Path path = folder.resolve(FileNames.relative(input.place())).normalize();
        seen.add(path);
        all.add(Files.isDirectory(path) ? folder(path, input.name(), keeping) : one(path, input));
      }
    }
    List<Path> read = selected.data().stream().filter(each -> !seen.contains(each)).toList();
    all.addAll(digested(read));
    List<DataFile> kept = keeping.keep(all, declared.size());
    digested(selected.inSource()).forEach(each -> kept.add(noted(each, true, IN_SOURCE)));
    selected
        .changed()
        .forEach(each -> kept.add(lost(each, "the program changed it after reading")));
    selected
        .gone()
        .forEach(each -> kept.add(lost(each, "it was deleted before the program ended")));
    selected.secret().forEach(each -> kept.add(lost(each, "its name says that it holds secrets")));
    return List.copyOf(kept);
  }

  private DataFile one(Path path, DeclaredInput input) {
    return file(path, input.name(), digests.file(path));
  }

  private List<DataFile> digested(List<Path> files) {
    Map<Path, DataFile> byPath = Collections.synchronizedMap(new HashMap<>());
    Parallel.each(
        files, 2, each -> byPath.put(each, file(each, Optional.empty(), digests.file(each))));
    List<DataFile> inOrder = new ArrayList<>();
    for (Path each : files) {
      DataFile file = byPath.get(each);
      if (file != null) {
        inOrder.add(file);
      }
    }
    return inOrder;
  }

  private static DataFile file(Path path, Optional<String> name, DataDigests.Digested digested) {
    return new DataFile(
        FileNames.text(path),
        name,
        digested.sha256(),
        digested.bytes(),
        false,
        Optional.empty(),
        Optional.of(digested.note()).filter(note -> !note.isEmpty()));
  }

  private DataFile folder(Path path, Optional<String> name, Keeping keeping) {
    FolderListing listing = folders.list(path);
    byte[] manifest = listing.write();
    Digest digest = Digest.of(manifest);
    String note = listing.entries().size() + " files";
    DataFile file =
        new DataFile(
            FileNames.text(path) + "/",
            name,
            Optional.of(digest),
            listing.bytes(),
            false,
            Optional.empty(),
            Optional.of(note));
    try {
      Drafts.put(blobs, digest, manifest);
      keeping.addFolder(file, path, listing);
    } catch (Failure e) {
      return noted(file, false, note + "; their list could not be kept: " + e.getMessage());
    }
    return file;
  }

  private static DataFile lost(Path path, String why) {
    return new DataFile(
        FileNames.text(path),
        Optional.empty(),
        Optional.empty(),
        0,
        false,
        Optional.empty(),
        Optional.of(why));
  }

  static DataFile noted(DataFile file, boolean isKept, String note) {
    return new DataFile(
        file.path(),
        file.name(),
        file.sha256(),
        file.bytes(),
        isKept,
        file.etag(),
        Optional.of(note).filter(each -> !each.isEmpty()));
  }
}
