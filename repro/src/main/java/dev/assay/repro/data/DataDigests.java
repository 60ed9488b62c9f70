package dev.assay.repro.data;

import dev.assay.core.Digest;
import dev.assay.repro.files.FileDigests;
import dev.assay.repro.files.FileStat;
import dev.assay.repro.files.Folders;
import dev.assay.repro.files.StatCache;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Digests of data files; a file that looks as it did is not read. Thread-safe. */
final class DataDigests {
  private final StatCache cache;

  DataDigests(StatCache cache) {
    this.cache = cache;
  }

  /**
   * A file, or why there is no digest of it.
   *
   * @param note empty when there is one
   */
  record Digested(Optional<Digest> sha256, long bytes, String note) {
    static Digested none(String note) {
      return new Digested(Optional.empty(), 0, note);
    }
  }

  /** What a link leads to is what counts. */
  Digested file(Path file) {
    try {
      FileStat stat = FileStat.following(file);
      return stat.isRegular() ? regular(file, stat) : Digested.none(kind(stat));
    } catch (NoSuchFileException e) {
      return Digested.none("there is no such file");
    } catch (IOException e) {
      return Digested.none("cannot be read: " + Folders.reason(e));
    }
  }

  /** A file that was just looked at. */
  Digested file(Path file, FileStat stat) {
    try {
      return regular(file, stat);
    } catch (IOException e) {
      return Digested.none("cannot be read: " + Folders.reason(e));
    }
  }

  private static String kind(FileStat stat) {
    return stat.isFolder() ? "a folder" : "a pipe, a socket or a device: it cannot be read twice";
  }

  private Digested regular(Path file, FileStat stat) throws IOException {
    Optional<Digest> known = cache.find(file, stat);
    if (known.isPresent()) {
      return new Digested(known, stat.sizeBytes(), "");
    }
    Digest digest = FileDigests.of(file);
    FileStat after = FileStat.following(file);
    if (after.equals(stat)) {
      cache.put(file, stat, digest);
    }
    return new Digested(Optional.of(digest), after.sizeBytes(), "");
  }
}
