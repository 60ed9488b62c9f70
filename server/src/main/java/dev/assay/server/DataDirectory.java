package dev.assay.server;

import dev.assay.core.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The folder a server keeps its store in, held by one process at a time. A file beside the store
 * says which address serves it. Owned by {@link App}; not thread-safe.
 */
public final class DataDirectory implements AutoCloseable {
  private static final String LOCK = "lock";
  private static final String ADDRESS = "address";
  private static final Set<StandardOpenOption> CREATE_AND_WRITE =
      Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  private static final FileAttribute<Set<PosixFilePermission>> FOR_OWNER =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final Path folder;
  private final FileChannel channel;

  private DataDirectory(Path folder, FileChannel channel) {
    this.folder = folder;
    this.channel = channel;
  }

  /**
   * Makes the folder when needed, for its owner alone, and takes it.
   *
   * @throws Failure CONFLICT, naming the address, when another process holds it
   */
  public static DataDirectory take(Path folder) {
    FileChannel channel = null;
    try {
      makeFolder(folder);
      channel = FileChannel.open(folder.resolve(LOCK), CREATE_AND_WRITE, FOR_OWNER);
      if (tryLock(channel) == null) {
        channel.close();
        throw Failure.conflict("the data folder " + folder + " is in use" + servedAt(folder));
      }
      return new DataDirectory(folder, channel);
    } catch (IOException e) {
      throw Failure.unavailable(
          "the data folder " + folder + " cannot be used: " + e.getMessage(), e);
    }
  }

  /** The address of the server that holds the folder, as that server wrote it. */
  public static Optional<String> address(Path folder) {
    try {
      return Optional.of(Files.readString(folder.resolve(ADDRESS)).strip())
          .filter(text -> !text.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  Path folder() {
    return folder;
  }

  /** Lets others know where this server is. */
  public void publish(String address) {
    try {
      Path draft = folder.resolve(ADDRESS + ".new");
      Files.deleteIfExists(draft);
      try (FileChannel file = FileChannel.open(draft, CREATE_AND_WRITE, FOR_OWNER)) {
        file.write(ByteBuffer.wrap((address + "\n").getBytes(StandardCharsets.UTF_8)));
      }
      Files.move(
          draft,
          folder.resolve(ADDRESS),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.unavailable(
          "the data folder " + folder + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(folder.resolve(ADDRESS));
      channel.close();
    } catch (IOException e) {
      throw Failure.unavailable(
          "the data folder " + folder + " cannot be released: " + e.getMessage(), e);
    }
  }

  private static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  private static String servedAt(Path folder) {
    return address(folder)
        .map(address -> " by the server at " + address)
        .orElse(" by another process");
  }
}
