package dev.assay.repro.files;

import dev.assay.core.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;

/** Digests of files, read in one pass with little memory. */
public final class FileDigests {
  private static final int BUFFER_BYTES = 256 * 1024;

  private FileDigests() {}

  public static Digest of(Path file) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (FileChannel in = FileChannel.open(file)) {
      ByteBuffer buffer = ByteBuffer.allocate(bufferBytes(in.size()));
      for (int count = in.read(buffer); count > 0; count = in.read(buffer.clear())) {
        sha256.update(buffer.array(), 0, count);
      }
    }
    return Digest.ofHash(sha256.digest());
  }

  /** Copies over what is there, and gives the digest of what was copied. */
  public static Digest copy(Path file, Path to) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    try (FileChannel in = FileChannel.open(file);
        FileChannel out =
            FileChannel.open(
                to,
                StandardOpenOption.WRITE,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer buffer = ByteBuffer.allocate(bufferBytes(in.size()));
      for (int count = in.read(buffer); count > 0; count = in.read(buffer.clear())) {
        sha256.update(buffer.array(), 0, count);
        buffer.flip();
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
      }
    }
    return Digest.ofHash(sha256.digest());
  }

  /** One more than a small file has, so that its end is seen in one read. */
  private static int bufferBytes(long fileBytes) {
    return Math.clamp(fileBytes + 1, 1024, BUFFER_BYTES);
  }
}
