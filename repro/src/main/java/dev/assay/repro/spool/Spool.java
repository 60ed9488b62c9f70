package dev.assay.repro.spool;

import dev.assay.core.Failure;
import dev.assay.core.capture.ExecutionId;
import dev.assay.repro.document.DocumentMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The folder of one execution on the user's machine, for its owner alone. The process that follows
 * or delivers it holds its lock, so that no two do.
 */
public final class Spool implements AutoCloseable {
  private static final String FOLDER = "spool";
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FOLDER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Closing any channel to a file gives up this process's locks on it, so none is opened twice. */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final FileChannel lock;

  private Spool(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /** Makes the folder of a new execution and takes it. */
  public static Spool create(Path data, ExecutionId id) {
    try {
      Path folder = data.resolve(FOLDER).resolve(id.value());
      Files.createDirectories(folder, OWNER_FOLDER);
      Files.createDirectories(folder.resolve("hook"), OWNER_FOLDER);
      Files.createDirectories(folder.resolve("blobs"), OWNER_FOLDER);
      FileChannel lock = tryLock(folder);
      if (lock == null) {
        throw Failure.conflict("the execution " + id + " is being recorded by another process");
      }
      return new Spool(folder, lock);
    } catch (IOException e) {
      throw Failure.unavailable("nothing can be recorded below " + data + ": " + e.getMessage(), e);
    }
  }

  /** The spools of a data folder that nobody holds, oldest first. Each is taken when opened. */
  public static List<Path> list(Path data) {
    try (Stream<Path> folders = Files.list(data.resolve(FOLDER))) {
      return folders.filter(Files::isDirectory).sorted().toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  /** Takes a spool; empty when another process has it or it is gone. */
  public static Optional<Spool> take(Path folder) {
    try {
      FileChannel lock = Files.isDirectory(folder) ? tryLock(folder) : null;
      return lock == null ? Optional.empty() : Optional.of(new Spool(folder, lock));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  public Path folder() {
    return folder;
  }

  public ExecutionId id() {
    return new ExecutionId(String.valueOf(folder.getFileName()));
  }

  /** Where the hook of each Python process writes. */
  public Path hook() {
    return folder.resolve("hook");
  }

  /** What the processes wrote to standard output and standard error, as the supervisor noted it. */
  public Path console() {
    return folder.resolve("console");
  }

  /** Bytes to send, each under its SHA-256. */
  public Path blobs() {
    return folder.resolve("blobs");
  }

  /** Writes a document in one step: readers see the old one or the new one. */
  public void write(String name, Object document) {
    try {
      Path draft = folder.resolve(name + ".new");
      Files.deleteIfExists(draft);
      Files.createFile(draft, OWNER_FILE);
      Files.write(draft, DocumentMapper.JSON.writeValueAsBytes(document));
      Files.move(
          draft,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.unavailable(
          name + " cannot be written to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Reads a document; empty when there is none, or only a broken piece of one. */
  public Optional<JsonNode> read(String name) {
    return read(name, JsonNode.class);
  }

  /** Reads a document; empty when there is none, or only a broken piece of one. */
  public <T> Optional<T> read(String name, Class<T> type) {
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve(name));
      return Optional.of(DocumentMapper.JSON.readValue(bytes, type));
    } catch (IOException | JacksonException e) {
      return Optional.empty();
    }
  }

  /** When anything in the folder itself changed last. */
  public long changedAtMillis() {
    try {
      return Files.getLastModifiedTime(folder).toMillis();
    } catch (IOException e) {
      return 0;
    }
  }

  /** Deletes the folder with all it holds; what cannot be deleted is left for the next time. */
  public void delete() {
    try {
      Files.walkFileTree(folder, new Deletion());
    } catch (IOException e) {
      System.getLogger(Spool.class.getName())
          .log(System.Logger.Level.DEBUG, "the spool " + folder + " stays", e);
    }
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw Failure.unavailable("the spool " + folder + " cannot be released", e);
    } finally {
      HELD.remove(folder.toAbsolutePath());
    }
  }

  private static @Nullable FileChannel tryLock(Path folder) throws IOException {
    if (!HELD.add(folder.toAbsolutePath())) {
      return null;
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              folder.resolve("lock"),
              Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
              OWNER_FILE);
      if (channel.tryLock() != null) {
        return channel;
      }
      channel.close();
    } catch (IOException | OverlappingFileLockException e) {
      HELD.remove(folder.toAbsolutePath());
      if (channel != null) {
        channel.close();
      }
      throw new IOException("cannot lock " + folder, e);
    }
    HELD.remove(folder.toAbsolutePath());
    return null;
  }

  private static final class Deletion extends SimpleFileVisitor<Path> {
    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      Files.deleteIfExists(file);
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
      if (problem instanceof NoSuchFileException) {
        return FileVisitResult.CONTINUE;
      }
      throw problem;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException problem)
        throws IOException {
      if (problem != null) {
        throw problem;
      }
      Files.deleteIfExists(folder);
      return FileVisitResult.CONTINUE;
    }
  }
}
