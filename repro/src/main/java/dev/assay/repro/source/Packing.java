package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Source.LeftOut;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.blob.BlobStore;
import dev.assay.repro.files.FileStat;
import dev.assay.repro.files.Parallel;
import dev.assay.repro.files.StatCache;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Brings files into packs: content that is in one already is not packed again. A pack is written
 * beside, digested and only then given to the store; what stands in the manifest is what was read,
 * also of a file that changes meanwhile. For one snapshot; used by one thread, works on all cores.
 */
final class Packing {
  private static final long SLICE_BYTES = 32_000_000;
  private static final int BUFFER_BYTES = 128 * 1024;
  private static final String UNREADABLE = "cannot be read";
  private static final Digest NOTHING = Digest.of("");

  private final BlobStore blobs;
  private final StatCache cache;
  private final Path scratch;
  private final Map<Digest, Place> known;
  private final List<SourceFile> files = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  /** Where a content lies. */
  record Place(Digest pack, long offset) {}

  private record Draft(Seen seen, Digest digest, long bytes, long offset) {}

  Packing(BlobStore blobs, StatCache cache, Path scratch, Map<Digest, Place> known) {
    this.blobs = blobs;
    this.cache = cache;
    this.scratch = scratch;
    this.known = known;
  }

  List<SourceFile> files() {
    return files;
  }

  List<LeftOut> leftOut() {
    return leftOut;
  }

  void add(List<Seen> all) {
    List<Seen> unknown = new ArrayList<>();
    for (Seen seen : all) {
      if (seen.isLink()) {
        files.add(new SourceFile.Link(seen.path(), seen.target()));
      } else if (!isPlaced(seen)) {
        unknown.add(seen);
      }
    }
    Parallel.each(slices(unknown), 1, this::pack);
  }

  private boolean isPlaced(Seen seen) {
    Place place = seen.digest().map(known::get).orElse(null);
    if (place == null) {
      return false;
    }
    files.add(regular(seen, seen.digest().orElseThrow(), seen.stat().sizeBytes(), place));
    return true;
  }

  private static SourceFile.Regular regular(Seen seen, Digest digest, long bytes, Place place) {
    return new SourceFile.Regular(
        seen.path(),
        seen.stat().isExecutable(),
        digest,
        bytes,
        bytes == 0 ? NOTHING : place.pack(),
        bytes == 0 ? 0 : place.offset(),
        seen.outside());
  }

  /** In the order of the paths, so that the same files give the same packs. */
  private static List<List<Seen>> slices(List<Seen> all) {
    List<List<Seen>> slices = new ArrayList<>();
    long bytes = SLICE_BYTES;
    for (Seen seen : all) {
      if (bytes >= SLICE_BYTES) {
        slices.add(new ArrayList<>());
        bytes = 0;
      }
      slices.getLast().add(seen);
      bytes += seen.stat().sizeBytes();
    }
    return slices;
  }

  private void pack(List<Seen> slice) {
    try {
      Path draft = Files.createTempFile(Files.createDirectories(scratch), "pack", ".new");
      try {
        pack(slice, draft);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      throw Failure.unavailable("the source cannot be kept: " + e.getMessage(), e);
    }
  }

  private void pack(List<Seen> slice, Path draft) throws IOException {
    List<Draft> drafts = new ArrayList<>();
    Map<Digest, Long> here = new HashMap<>();
    try (FileChannel out =
        FileChannel.open(draft, Set.of(StandardOpenOption.WRITE, StandardOpenOption.READ))) {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      for (Seen seen : slice) {
        Optional<Draft> read = append(seen, out, buffer);
        read.ifPresentOrElse(each -> drafts.add(placed(each, here, out)), () -> addLeftOut(seen));
      }
      addAll(drafts, keep(draft, out, buffer));
    }
  }

  private void addLeftOut(Seen seen) {
    synchronized (leftOut) {
      leftOut.add(new LeftOut(seen.path(), seen.stat().sizeBytes(), UNREADABLE));
    }
  }

  /** Takes back what the packs have already. */
  private Draft placed(Draft draft, Map<Digest, Long> here, FileChannel out) {
    Long earlier = here.putIfAbsent(draft.digest(), draft.offset());
    if (earlier == null && !known.containsKey(draft.digest())) {
      return draft;
    }
    try {
      out.truncate(draft.offset()).position(draft.offset());
    } catch (IOException e) {
      throw Failure.unavailable("the source cannot be kept: " + e.getMessage(), e);
    }
    return new Draft(
        draft.seen(), draft.digest(), draft.bytes(), earlier == null ? draft.offset() : earlier);
  }

  private Optional<Draft> append(Seen seen, FileChannel out, ByteBuffer buffer) throws IOException {
    long start = out.position();
    MessageDigest sha256 = Digest.sha256();
    try (FileChannel in =
        FileChannel.open(seen.file(), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      copy(in, out, seen.stat().sizeBytes(), sha256, buffer);
    } catch (ReadFailure e) {
      out.truncate(start).position(start);
      return Optional.empty();
    } catch (java.nio.file.FileSystemException e) {
      return Optional.empty(); // gone since, or not for this user to read
    }
    Digest digest = Digest.ofHash(sha256.digest());
    if (isStill(seen)) {
      cache.put(seen.file(), seen.stat(), digest);
    }
    return Optional.of(new Draft(seen, digest, out.position() - start, start));
  }

  private static boolean isStill(Seen seen) {
    try {
      return FileStat.of(seen.file()).equals(seen.stat());
    } catch (IOException e) {
      return false;
    }
  }

  /** A file that grows while it is read is taken as long as it was. */
  private static void copy(
      FileChannel in, FileChannel out, long bytesMax, MessageDigest sha256, ByteBuffer buffer)
      throws IOException {
    long left = bytesMax;
    while (left > 0) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), left));
      int count = read(in, buffer);
      if (count <= 0) {
        return;
      }
      left -= count;
      sha256.update(buffer.flip());
      buffer.rewind();
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
    }
  }

  private static int read(FileChannel in, ByteBuffer buffer) throws ReadFailure {
    try {
      return in.read(buffer);
    } catch (IOException e) {
      throw new ReadFailure(e);
    }
  }

  /** The file's fault, where any other is that of the pack. */
  private static final class ReadFailure extends IOException {
    private static final long serialVersionUID = 1L;

    ReadFailure(IOException cause) {
      super(cause);
    }
  }

  private Digest keep(Path draft, FileChannel pack, ByteBuffer buffer) throws IOException {
    long bytes = pack.position();
    if (bytes == 0) {
      return NOTHING;
    }
    MessageDigest sha256 = Digest.sha256();
    pack.position(0);
    for (int count = pack.read(buffer.clear()); count > 0; count = pack.read(buffer.clear())) {
      sha256.update(buffer.flip());
    }
    Digest digest = Digest.ofHash(sha256.digest());
    blobs.put(digest, draft);
    return digest;
  }

  private void addAll(List<Draft> drafts, Digest pack) {
    synchronized (files) {
      for (Draft draft : drafts) {
        Place place = known.getOrDefault(draft.digest(), new Place(pack, draft.offset()));
        files.add(regular(draft.seen(), draft.digest(), draft.bytes(), place));
      }
    }
  }
}
