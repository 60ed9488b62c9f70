package dev.assay.store.blob;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.security.MessageDigest;

/**
 * Reads a part of a blob. When the part is the whole, its digest is checked before the read that
 * holds the last byte returns, so damaged content can never be taken for complete.
 */
final class BlobInput extends InputStream {
  private final FileChannel file;
  private final Digest digest;
  private final boolean isWhole;
  private final MessageDigest sha256 = Digest.sha256();
  private long rest;

  /**
   * Takes the file over, at the position to read from; the digest of an empty whole is checked here
   * already.
   */
  BlobInput(FileChannel file, Digest digest, long length, boolean isWhole) {
    this.file = file;
    this.digest = digest;
    this.rest = length;
    this.isWhole = isWhole;
    if (isWhole && length == 0) {
      check();
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (rest == 0) {
      return -1;
    }
    int count = file.read(ByteBuffer.wrap(bytes, offset, (int) Math.min(length, rest)));
    if (count < 0) {
      throw damaged(digest);
    }
    rest -= count;
    if (isWhole) {
      sha256.update(bytes, offset, count);
      if (rest == 0) {
        check();
      }
    }
    return count;
  }

  private void check() {
    if (!Digest.ofHash(sha256.digest()).equals(digest)) {
      throw damaged(digest);
    }
  }

  @Override
  public int available() {
    return (int) Math.min(rest, Integer.MAX_VALUE);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  static Failure damaged(Digest digest) {
    return Failure.corrupt(
        "the stored content of "
            + digest
            + " is damaged; restore it from a backup or log it again");
  }
}
