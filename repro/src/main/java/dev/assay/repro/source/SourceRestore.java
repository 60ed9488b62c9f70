package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.FileNames;
import dev.assay.repro.files.Folders;
import dev.assay.repro.files.Parallel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Brings snapshots back: every file verified against its digest, nothing outside of the target,
 * whatever the manifest says. Thread-safe.
 */
public final class SourceRestore {
  private static final long MANIFEST_BYTES_MAX = 1L << 30;
  private static final long RUN_BYTES_MAX = 64_000_000;

  private final BlobStore blobs;

  public SourceRestore(BlobStore blobs) {
    this.blobs = blobs;
  }

  /**
   * What a manifest blob lists.
   *
   * @throws Failure NOT_FOUND when the store lacks it, CORRUPT when it is not what was written
   */
  public SourceListing listing(Digest manifest) {
    try (InputStream in = blobs.open(manifest)) {
      byte[] content = in.readNBytes((int) MANIFEST_BYTES_MAX);
      if (!Digest.of(content).equals(manifest)) {
        throw Failure.corrupt("the source manifest " + manifest + " is not what was written");
      }
      return SourceListing.read(content);
    } catch (IOException e) {
      throw Failure.unavailable("the source manifest cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The whole tree, into a folder that does not exist yet or is empty. All of it or, when it fails,
   * nothing.
   *
   * @throws Failure CONFLICT when the folder is not empty, UNAVAILABLE when it cannot be written,
   *     CORRUPT when the snapshot is not what was written or leads out of the folder
   */
  public void restore(SourceListing listing, Path target) {
    ListingCheck.check(listing);
    Path whole = target.toAbsolutePath().normalize();
    try {
      Path parent = Files.createDirectories(whole.getParent());
      if (Files.exists(whole, LinkOption.NOFOLLOW_LINKS) && !Folders.isEmpty(whole)) {
        throw Failure.conflict("'" + target + "' is not empty: give a new folder");
      }
      checkRoom(listing, parent);
      Path draft = Files.createTempDirectory(parent, ".assay-restoring-");
      try {
        write(listing.files(), draft);
        Folders.makeUsual(draft);
        Files.move(draft, whole, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Folders.delete(draft);
      }
    } catch (IOException e) {
      throw Failure.unavailable("the source cannot be restored: " + Folders.reason(e), e);
    }
  }

  private static void checkRoom(SourceListing listing, Path folder) throws IOException {
    long free = Files.getFileStore(folder).getUsableSpace();
    if (free < listing.bytes()) {
      throw Failure.unavailable(
          "the source needs "
              + listing.bytes()
              + " bytes, the disk of "
              + folder
              + " has "
              + free
              + ": free some, or give a folder on another disk");
    }
  }

  /** Files first, links last: so no file is ever written through a link. */
  private void write(List<SourceFile> files, Path folder) throws IOException {
    List<SourceFile.Regular> regular = new ArrayList<>();
    List<SourceFile.Link> links = new ArrayList<>();
    for (SourceFile file : files) {
      Path parent = FileNames.below(folder, file.path()).getParent();
      Files.createDirectories(parent);
      switch (file) {
        case SourceFile.Regular each -> regular.add(each);
        case SourceFile.Link each -> links.add(each);
      }
    }
    Parallel.each(runs(regular), 1, run -> writeRun(run, folder));
    for (SourceFile.Link link : links) {
      Files.createSymbolicLink(FileNames.below(folder, link.path()), target(link));
    }
  }

  private static Path target(SourceFile.Link link) {
    return FileNames.relative(link.target());
  }

  /** Files that lie one after the other in a pack are read in one go. */
  private static List<List<SourceFile.Regular>> runs(List<SourceFile.Regular> files) {
    List<SourceFile.Regular> sorted = new ArrayList<>(files);
    sorted.sort(
        Comparator.<SourceFile.Regular, String>comparing(each -> each.pack().hex())
            .thenComparingLong(SourceFile.Regular::offset));
    List<List<SourceFile.Regular>> runs = new ArrayList<>();
    Optional<SourceFile.Regular> before = Optional.empty();
    long bytes = 0;
    for (SourceFile.Regular file : sorted) {
      boolean follows = before.filter(each -> isFollowedBy(each, file)).isPresent();
      if (!follows || bytes > RUN_BYTES_MAX) {
        runs.add(new ArrayList<>());
        bytes = 0;
      }
      runs.getLast().add(file);
      bytes += file.bytes();
      before = Optional.of(file);
    }
    return runs;
  }

  private static boolean isFollowedBy(SourceFile.Regular file, SourceFile.Regular next) {
    return file.pack().equals(next.pack()) && file.offset() + file.bytes() == next.offset();
  }

  private void writeRun(List<SourceFile.Regular> run, Path folder) {
    SourceFile.Regular first = run.getFirst();
    long bytes = run.stream().mapToLong(SourceFile.Regular::bytes).sum();
    try (InputStream pack =
        bytes == 0
            ? InputStream.nullInputStream()
            : blobs.open(first.pack(), first.offset(), bytes)) {
      for (SourceFile.Regular file : run) {
        Path to = FileNames.below(folder, file.path());
        VerifiedCopy.write(pack, file, to);
      }
    } catch (IOException e) {
      throw Failure.unavailable("the source cannot be restored: " + Folders.reason(e), e);
    }
  }

  /**
   * Single files over a restored tree; paths the listing does not have are deleted there.
   *
   * @throws Failure as {@link #restore}; then some of the files may have been written
   */
  public void overlay(SourceListing listing, Collection<String> paths, Path target) {
    try {
      for (String path : paths) {
        ListingCheck.check(path);
        Path place = FileNames.below(target, path);
        Folders.checkNoLinks(target, place);
        Optional<SourceFile> file = listing.find(path);
        if (file.isEmpty()) {
          Files.deleteIfExists(place);
        } else {
          replace(file.get(), place);
        }
      }
    } catch (IOException e) {
      throw Failure.unavailable("the source cannot be restored: " + Folders.reason(e), e);
    }
  }

  private void replace(SourceFile file, Path place) throws IOException {
    Files.createDirectories(place.getParent());
    Path draft = place.resolveSibling(".assay-draft-" + Digest.of(file.path()).hex());
    Files.deleteIfExists(draft);
    try {
      switch (file) {
        case SourceFile.Link link -> Files.createSymbolicLink(draft, target(link));
        case SourceFile.Regular regular -> {
          try (InputStream in = open(regular)) {
            VerifiedCopy.write(in, regular, draft);
          }
        }
      }
      Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  /** One file's content as the pack has it, not yet verified. */
  public InputStream open(SourceFile.Regular file) {
    return file.bytes() == 0
        ? InputStream.nullInputStream()
        : blobs.open(file.pack(), file.offset(), file.bytes());
  }

  /**
   * One file's content, verified; for files small enough to be held.
   *
   * @throws Failure CORRUPT when it is not what was written
   */
  public byte[] read(SourceFile.Regular file) {
    try (InputStream in = open(file)) {
      byte[] content = in.readNBytes((int) Math.min(file.bytes(), Integer.MAX_VALUE - 16));
      if (!Digest.of(content).equals(file.sha256())) {
        throw VerifiedCopy.corrupt(file);
      }
      return content;
    } catch (IOException e) {
      throw Failure.unavailable("'" + file.path() + "' cannot be read: " + e.getMessage(), e);
    }
  }
}
