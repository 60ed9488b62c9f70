package dev.assay.store.blob;

import dev.assay.core.Digest;
import dev.assay.core.artifact.BlobRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Copies a stream into a new file and digests it on the way. */
final class Intake {
  private static final int BUFFER_BYTES = 128 * 1024;

  private final MessageDigest sha256 = Digest.sha256();
  private final MessageDigest md5 = md5();
  private long sizeBytes;

  /**
   * Copies until the stream ends.
   *
   * @throws IOException when the file cannot take it
   * @throws UncheckedIOException when the stream breaks, which is not the disk's fault
   */
  BlobRef copy(InputStream content, Disk.NewFile file) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    for (int count = next(content, buffer); count >= 0; count = next(content, buffer)) {
      file.write(buffer, count);
      sha256.update(buffer, 0, count);
      md5.update(buffer, 0, count);
      sizeBytes += count;
    }
    return new BlobRef(
        Digest.ofHash(sha256.digest()), sizeBytes, HexFormat.of().formatHex(md5.digest()));
  }

  private static int next(InputStream content, byte[] buffer) {
    try {
      return content.read(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks MD5", e);
    }
  }
}
