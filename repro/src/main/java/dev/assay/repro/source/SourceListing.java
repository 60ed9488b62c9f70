package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.SourceFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a snapshot consists of, sorted by path. Immutable. */
public final class SourceListing {
  /** Below this folder of a restored snapshot lie the files imported from outside the root. */
  public static final String OUTSIDE = ".assay-outside";

  private final Map<String, SourceFile> files;

  private SourceListing(Map<String, SourceFile> files) {
    this.files = files;
  }

  static SourceListing of(List<SourceFile> files) {
    List<SourceFile> sorted = new ArrayList<>(files);
    sorted.sort(Comparator.comparing(SourceFile::path));
    Map<String, SourceFile> byPath = LinkedHashMap.newLinkedHashMap(sorted.size());
    for (SourceFile file : sorted) {
      if (byPath.put(file.path(), file) != null) {
        throw Failure.corrupt("the source lists '" + file.path() + "' twice");
      }
    }
    return new SourceListing(byPath);
  }

  /**
   * Reads a manifest.
   *
   * @throws Failure CORRUPT when it is none, INVALID when a newer Assay wrote it
   */
  public static SourceListing read(byte[] manifest) {
    return of(ManifestFormat.read(manifest));
  }

  /** The manifest; the same files give the same bytes. */
  public byte[] write() {
    return ManifestFormat.write(files());
  }

  public List<SourceFile> files() {
    return List.copyOf(files.values());
  }

  public Optional<SourceFile> find(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** The blobs that hold the bytes, in the order they are first needed. */
  public List<Digest> packs() {
    return regular().stream()
        .filter(file -> file.bytes() > 0)
        .map(SourceFile.Regular::pack)
        .distinct()
        .toList();
  }

  public long bytes() {
    return regular().stream().mapToLong(SourceFile.Regular::bytes).sum();
  }

  List<SourceFile.Regular> regular() {
    return files.values().stream()
        .filter(SourceFile.Regular.class::isInstance)
        .map(SourceFile.Regular.class::cast)
        .toList();
  }

  /**
   * The folders outside the root that modules were imported from, each with its place below a
   * restored root; a rerun puts these on the search path.
   */
  public Map<String, String> outsideFolders() {
    Map<String, String> folders = new TreeMap<>();
    for (SourceFile.Regular file : regular()) {
      if (!file.outside().isEmpty()) {
        int end = file.path().indexOf('/', OUTSIDE.length() + 1);
        String below = file.path().substring(end);
        folders.put(
            file.outside().substring(0, file.outside().length() - below.length()),
            file.path().substring(0, end));
      }
    }
    return folders;
  }
}
