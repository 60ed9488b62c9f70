package dev.assay.store.blob;

import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;

/** The steps by which bytes become durable, so that a test can let each one fail. */
interface Disk {
  /** The file system of this machine. Files and directories are for their owner only. */
  Disk LOCAL = new Local();

  /** A new file that takes bytes. */
  NewFile create(Path path) throws IOException;

  void createDirectory(Path path) throws IOException;

  /** Gives the file its final name at once, in place of one that has it. */
  void rename(Path from, Path to) throws IOException;

  /** Makes the names in a directory durable. */
  void syncDirectory(Path directory) throws IOException;

  /** A file being written. */
  interface NewFile extends Closeable {
    void write(byte[] bytes, int length) throws IOException;

    /** Makes content, size and time durable. */
    void sync(Instant modifiedAt) throws IOException;
  }

  /** The real one. */
  final class Local implements Disk {
    private static final FileAttribute<?> OWNER_FILE =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final FileAttribute<?> OWNER_DIRECTORY =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private Local() {}

    @Override
    public NewFile create(Path path) throws IOException {
      Files.createFile(path, OWNER_FILE);
      // Unlike a channel, this does not close itself under a thread that is interrupted.
      FileOutputStream out = new FileOutputStream(path.toFile());
      return new NewFile() {
        @Override
        public void write(byte[] bytes, int length) throws IOException {
          out.write(bytes, 0, length);
        }

        @Override
        public void sync(Instant modifiedAt) throws IOException {
          Files.setLastModifiedTime(path, FileTime.from(modifiedAt));
          out.getFD().sync();
        }

        @Override
        public void close() throws IOException {
          out.close();
        }
      };
    }

    @Override
    public void createDirectory(Path path) throws IOException {
      Files.createDirectories(path, OWNER_DIRECTORY);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void syncDirectory(Path directory) throws IOException {
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
