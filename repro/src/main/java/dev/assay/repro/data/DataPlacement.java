package dev.assay.repro.data;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.DataFile;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.data.DataRestore.Step;
import dev.assay.repro.files.FileDigests;
import dev.assay.repro.files.FileNames;
import dev.assay.repro.files.Folders;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Puts data where a rerun reads it. What was put is taken away again on closing, unless it is to be
 * kept. Not thread-safe.
 */
final class DataPlacement implements AutoCloseable {
  /** Larger files are linked to: a copy costs time and disk, and a rerun only reads them. */
  private static final long COPIED_BYTES_MAX = 64_000_000;

  private final BlobStore blobs;
  private final Deque<Path> made = new ArrayDeque<>();
  private boolean isKept;

  DataPlacement(BlobStore blobs) {
    this.blobs = blobs;
  }

  void keep() {
    isKept = true;
  }

  void place(Step step) {
    try {
      switch (step) {
        case Step.InSource _, Step.InPlace _, Step.Unchecked _, Step.Missing _ -> {}
        case Step.FromOriginal each -> fromOriginal(each.file(), each.from(), each.to());
        case Step.FromStore each -> fromStore(each.file(), each.to());
      }
    } catch (IOException e) {
      throw Failure.unavailable(
          "data file '" + step.file().path() + "' cannot be restored: " + Folders.reason(e), e);
    }
  }

  private void fromOriginal(DataFile file, Path from, Path to) throws IOException {
    if (!DataPlanning.isFolder(file)) {
      original(from, to, digest(file));
      return;
    }
    for (FolderListing.Entry each : listing(file).entries()) {
      if (each.sha256().isPresent()) {
        original(
            FileNames.below(from, each.path()),
            FileNames.below(to, each.path()),
            each.sha256().get());
      }
    }
  }

  private void original(Path from, Path to, Digest digest) throws IOException {
    if (isThere(to)) {
      return;
    }
    if (Files.size(from) > COPIED_BYTES_MAX) {
      makeFolders(to);
      Files.createSymbolicLink(to, from.toRealPath());
      made.push(to);
      return;
    }
    copied(to, digest, draft -> FileDigests.copy(from, draft));
  }

  private void fromStore(DataFile file, Path to) throws IOException {
    if (!DataPlanning.isFolder(file)) {
      stored(digest(file), to);
      return;
    }
    for (FolderListing.Entry each : listing(file).entries()) {
      if (each.sha256().isPresent()) {
        stored(each.sha256().get(), FileNames.below(to, each.path()));
      }
    }
  }

  private void stored(Digest digest, Path to) throws IOException {
    if (isThere(to)) {
      return;
    }
    copied(
        to,
        digest,
        draft -> {
          try (InputStream in = blobs.open(digest)) {
            Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
          }
          return FileDigests.of(draft);
        });
  }

  private FolderListing listing(DataFile file) throws IOException {
    try (InputStream in = blobs.open(digest(file))) {
      byte[] text = in.readAllBytes();
      if (!Digest.of(text).equals(digest(file))) {
        throw Failure.corrupt("the store's list of '" + file.path() + "' is not what was written");
      }
      FolderListing listing = FolderListing.read(text);
      listing.entries().forEach(each -> checkInside(each.path()));
      return listing;
    }
  }

  /** The list comes from a server: it may name other places. */
  private static void checkInside(String path) {
    boolean isOut = path.startsWith("/") || ("/" + path + "/").contains("/../");
    if (isOut || path.isEmpty()) {
      throw Failure.corrupt("a folder of data lists '" + path + "', which lies outside of it");
    }
  }

  private static Digest digest(DataFile file) {
    return file.sha256().orElseThrow(() -> Failure.conflict("'" + file.path() + "' has no digest"));
  }

  /** The same file may be named twice: as an input, and as read. */
  private boolean isThere(Path to) {
    return made.contains(to) || Files.exists(to, LinkOption.NOFOLLOW_LINKS);
  }

  private interface Writing {
    Digest write(Path draft) throws IOException;
  }

  private void copied(Path to, Digest digest, Writing writing) throws IOException {
    makeFolders(to);
    Path draft = Files.createTempFile(to.getParent(), ".assay", ".new");
    try {
      if (!writing.write(draft).equals(digest)) {
        throw Failure.corrupt("what was read for '" + to + "' is not what was expected");
      }
      makeUsual(draft, to);
      made.push(to);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** With the modes that new files have here, not those of a draft. */
  private static void makeUsual(Path draft, Path to) throws IOException {
    Files.createFile(to);
    Files.setPosixFilePermissions(draft, Files.getPosixFilePermissions(to));
    Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void makeFolders(Path file) throws IOException {
    Deque<Path> absent = new ArrayDeque<>();
    for (Path at = file.getParent(); at != null && !Files.exists(at); at = at.getParent()) {
      absent.push(at);
    }
    for (Path each : absent) {
      Files.createDirectory(each);
      made.push(each);
    }
  }

  @Override
  public void close() {
    if (isKept) {
      return;
    }
    for (Path each : made) {
      try {
        Files.deleteIfExists(each);
      } catch (IOException somethingElseIsInIt) {
        isKept = false; // not ours to delete
      }
    }
  }
}
