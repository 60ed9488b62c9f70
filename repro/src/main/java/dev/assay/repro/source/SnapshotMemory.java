package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.blob.BlobStore;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The last snapshot of a root, so that the next one keeps only what is new. One file: a line with
 * the fingerprint of the tree, the manifest's digest, the count and size of its files and its
 * packs; then the manifest. Only a cache: when it is lost or broken, everything is kept again.
 */
final class SnapshotMemory {
  private static final int PACKS_MAX = 64;
  private static final int PACKS_KEPT = 32;
  private static final int LINE_BYTES_MAX = 64 * 1024;

  private final Path file;

  SnapshotMemory(Path cache, String root) {
    this.file = cache.resolve("source").resolve(Digest.of(root).hex());
  }

  /** A snapshot as remembered. */
  record Remembered(
      Digest fingerprint, Digest manifest, long files, long bytes, List<Digest> packs) {
    private String line() {
      String all = packs.stream().map(Digest::hex).collect(Collectors.joining(","));
      return String.join(
          " ", fingerprint.hex(), manifest.hex(), Long.toString(files), Long.toString(bytes), all);
    }

    private static Remembered of(String line) {
      String[] parts = line.split(" ", -1);
      if (parts.length != 5) {
        throw Failure.corrupt("the memory of a snapshot is broken");
      }
      List<Digest> packs =
          Stream.of(parts[4].split(",")).filter(each -> !each.isEmpty()).map(Digest::new).toList();
      return new Remembered(
          new Digest(parts[0]),
          new Digest(parts[1]),
          Long.parseLong(parts[2]),
          Long.parseLong(parts[3]),
          packs);
    }
  }

  /** The last snapshot, as long as the store still has all of it. */
  Optional<Remembered> last(BlobStore blobs) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Remembered last = Remembered.of(line(in));
      boolean isThere = blobs.has(last.manifest()) && last.packs().stream().allMatch(blobs::has);
      return isThere ? Optional.of(last) : Optional.empty();
    } catch (IOException | Failure | NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.size() > LINE_BYTES_MAX) {
        throw new IOException("no line");
      }
      line.write(next);
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  /** The manifest remembered, when it is that one. */
  Optional<SourceListing> listing(Digest manifest) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      line(in);
      byte[] content = in.readAllBytes();
      return Digest.of(content).equals(manifest)
          ? Optional.of(SourceListing.read(content))
          : Optional.empty();
    } catch (IOException | Failure e) {
      return Optional.empty();
    }
  }

  /**
   * Where the contents of the last snapshot lie, as far as the store has them. Of very many packs
   * only those with most in them: the rest is packed together again.
   */
  Map<Digest, Packing.Place> places(BlobStore blobs) {
    Optional<SourceListing> listing = lastListing();
    Map<Digest, Packing.Place> places = new HashMap<>();
    if (listing.isEmpty()) {
      return places;
    }
    Map<Digest, Long> bytes = new HashMap<>();
    listing.get().regular().forEach(each -> bytes.merge(each.pack(), each.bytes(), Long::sum));
    List<Digest> packs =
        bytes.entrySet().stream()
            .sorted(Map.Entry.<Digest, Long>comparingByValue().reversed())
            .limit(bytes.size() > PACKS_MAX ? PACKS_KEPT : PACKS_MAX)
            .map(Map.Entry::getKey)
            .filter(pack -> bytes.getOrDefault(pack, 0L) == 0 || blobs.has(pack))
            .toList();
    for (SourceFile.Regular each : listing.get().regular()) {
      if (packs.contains(each.pack())) {
        places.put(each.sha256(), new Packing.Place(each.pack(), each.offset()));
      }
    }
    return places;
  }

  private Optional<SourceListing> lastListing() {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      Digest manifest = Remembered.of(line(in)).manifest();
      return listing(manifest);
    } catch (IOException | Failure | NumberFormatException e) {
      return Optional.empty();
    }
  }

  void remember(Remembered snapshot, byte[] manifest) {
    byte[] line = (snapshot.line() + "\n").getBytes(StandardCharsets.US_ASCII);
    byte[] content = Arrays.copyOf(line, line.length + manifest.length);
    System.arraycopy(manifest, 0, content, line.length, manifest.length);
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path draft = Files.createTempFile(folder, "snapshot", ".new");
      try {
        Files.write(draft, content);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(draft);
      }
    } catch (IOException e) {
      return; // no room for a memory: the next snapshot keeps everything again
    }
  }
}
