package dev.assay.store.blob;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.artifact.BlobRef;
import dev.assay.core.artifact.Blobs;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Blobs as files of a local disk. A blob is written beside the others, made durable, and then
 * renamed to its digest, so that under a digest there is the whole content or nothing. One process
 * at a time may hold a root. Thread-safe.
 */
public final class DiskBlobs implements Blobs {
  private static final Logger LOG = LoggerFactory.getLogger(DiskBlobs.class);
  private static final int PROBE_BYTES = 64 * 1024;

  private final Layout layout;
  private final InstantSource clock;
  private final Disk disk;

  /** Held while the file under a digest appears, gets another time, or goes. */
  private final ReentrantLock names = new ReentrantLock();

  private volatile @Nullable String trouble;

  private DiskBlobs(Layout layout, InstantSource clock, Disk disk) {
    this.layout = layout;
    this.clock = clock;
    this.disk = disk;
  }

  /**
   * Opens the blobs below {@code root}, which is created where it is missing, and removes what
   * interrupted uploads left.
   *
   * @throws Failure UNAVAILABLE when the directory cannot be used
   */
  public static DiskBlobs open(Path root, InstantSource clock) {
    return open(root, clock, Disk.LOCAL);
  }

  static DiskBlobs open(Path root, InstantSource clock, Disk disk) {
    Layout layout = new Layout(root.toAbsolutePath());
    try {
      disk.createDirectory(layout.incoming());
      disk.syncDirectory(layout.root());
      for (Path leftover : entries(layout.incoming())) {
        Files.deleteIfExists(leftover);
      }
    } catch (IOException e) {
      throw Failure.unavailable("the artifact store cannot be opened: " + reason(e), e);
    }
    return new DiskBlobs(layout, clock, disk);
  }

  @Override
  public BlobRef put(InputStream content) {
    Path incoming = layout.incoming().resolve(UUID.randomUUID().toString());
    try {
      BlobRef ref = write(content, incoming);
      publish(incoming, ref.digest());
      trouble = null;
      return ref;
    } catch (IOException e) {
      throw failed(e);
    } finally {
      removeQuietly(incoming);
    }
  }

  @Override
  public InputStream open(Digest digest, long offset, long length) {
    try {
      FileChannel file = channel(digest);
      try {
        return input(file, digest, offset, length);
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (NoSuchFileException e) {
      throw Failure.notFound("there is no content with digest " + digest);
    } catch (IOException e) {
      throw Failure.unavailable("the content of " + digest + " cannot be read: " + reason(e), e);
    }
  }

  @Override
  public OptionalLong size(Digest digest) {
    return attributes(layout.file(digest))
        .map(file -> OptionalLong.of(file.size()))
        .orElse(OptionalLong.empty());
  }

  @Override
  public OptionalLong renew(Digest digest) {
    Path file = layout.file(digest);
    names.lock();
    try {
      Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
      return size(digest);
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException e) {
      throw Failure.unavailable("the content of " + digest + " cannot be kept: " + reason(e), e);
    } finally {
      names.unlock();
    }
  }

  @Override
  public boolean delete(Digest digest, Instant putBefore) {
    Path file = layout.file(digest);
    names.lock();
    try {
      return attributes(file).filter(found -> isOlder(found, putBefore)).isPresent()
          && Files.deleteIfExists(file);
    } catch (IOException e) {
      throw Failure.unavailable("the content of " + digest + " cannot be removed: " + reason(e), e);
    } finally {
      names.unlock();
    }
  }

  private static boolean isOlder(BasicFileAttributes file, Instant time) {
    return file.lastModifiedTime().toInstant().isBefore(time);
  }

  /**
   * Reads one of the (at most 256) directories at a time, so that many blobs need little memory.
   */
  @Override
  public Stream<Stored> list() {
    return entries(layout.root()).stream()
        .filter(directory -> Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS))
        .flatMap(directory -> entries(directory).stream())
        .flatMap(file -> stored(file).stream());
  }

  /** After a failure, each question tries the disk again: space may have been freed since. */
  @Override
  public Optional<String> trouble() {
    if (trouble == null) {
      return Optional.empty();
    }
    Path probe = layout.incoming().resolve(UUID.randomUUID().toString());
    try (Disk.NewFile file = disk.create(probe)) {
      file.write(new byte[PROBE_BYTES], PROBE_BYTES);
      file.sync(clock.instant());
      trouble = null;
    } catch (IOException e) {
      trouble = reason(e);
    } finally {
      removeQuietly(probe);
    }
    return Optional.ofNullable(trouble);
  }

  private BlobRef write(InputStream content, Path incoming) throws IOException {
    try (Disk.NewFile file = disk.create(incoming)) {
      BlobRef ref = new Intake().copy(content, file);
      file.sync(clock.instant());
      return ref;
    }
  }

  /**
   * Also where the blob is there already: that renews its time, and heals it should it be damaged.
   */
  private void publish(Path incoming, Digest digest) throws IOException {
    Path directory = layout.directory(digest);
    if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
      disk.createDirectory(directory);
      disk.syncDirectory(layout.root());
    }
    names.lock();
    try {
      disk.rename(incoming, layout.file(digest));
    } finally {
      names.unlock();
    }
    disk.syncDirectory(directory);
  }

  private InputStream input(FileChannel file, Digest digest, long offset, long length)
      throws IOException {
    long sizeBytes = file.size();
    if (offset < 0 || length < 0 || offset > sizeBytes || length > sizeBytes - offset) {
      verify(digest, sizeBytes);
      throw Failure.invalid(
          "the range of "
              + length
              + " bytes from "
              + offset
              + " lies outside the content of "
              + sizeBytes
              + " bytes");
    }
    return new BlobInput(file.position(offset), digest, length, length == sizeBytes);
  }

  /** Says CORRUPT rather than blame the caller when the file was cut. */
  private void verify(Digest digest, long sizeBytes) throws IOException {
    try (InputStream whole = new BlobInput(channel(digest), digest, sizeBytes, true)) {
      whole.transferTo(OutputStream.nullOutputStream());
    }
  }

  private FileChannel channel(Digest digest) throws IOException {
    return FileChannel.open(
        layout.file(digest), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
  }

  private Optional<Stored> stored(Path file) {
    return layout
        .digest(file)
        .flatMap(
            digest ->
                attributes(file)
                    .map(
                        found ->
                            new Stored(
                                digest, found.size(), found.lastModifiedTime().toInstant())));
  }

  private static Optional<BasicFileAttributes> attributes(Path file) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return found.isRegularFile() ? Optional.of(found) : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw Failure.unavailable("the artifact store cannot be read: " + reason(e), e);
    }
  }

  private Failure failed(IOException e) {
    String reason = reason(e);
    trouble = reason;
    LOG.error("a blob could not be stored", e);
    return Failure.unavailable("the artifact store cannot take files now: " + reason, e);
  }

  /** What the system says, without the path it says it of. */
  private static String reason(IOException e) {
    String text = e instanceof FileSystemException file ? file.getReason() : e.getMessage();
    return text == null ? "input or output failed" : text;
  }

  private static List<Path> entries(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries.toList();
    } catch (IOException | UncheckedIOException e) {
      throw Failure.unavailable("the artifact store cannot be listed", e);
    }
  }

  private static void removeQuietly(Path incoming) {
    try {
      Files.deleteIfExists(incoming);
    } catch (IOException e) {
      LOG.warn("a half-written file stays until the next start", e);
    }
  }
}
