package dev.assay.repro.verdict;

import dev.assay.core.Digest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Packed files by what is in them. Nothing is unpacked to disk, and only so much to look at. */
final class Archive {
  private static final long UNPACKED_BYTES_MAX = 2L << 30;
  private static final int GZIP_BYTES_MAX = 512 << 20;

  private Archive() {}

  /** Names and digests of the entries, in order. */
  static byte[] zipWithoutTimes(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long left = UNPACKED_BYTES_MAX;
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
      int entries = 0;
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        MessageDigest digest = Digest.sha256();
        left -= copy(zip, new DigestOutputStream(OutputStream.nullOutputStream(), digest), left);
        String line = entry.getName() + " " + Digest.ofHash(digest.digest()).hex() + "\n";
        out.write(line.getBytes(StandardCharsets.UTF_8));
        entries++;
      }
      if (entries == 0) {
        throw new IOException("no entries");
      }
    }
    return out.toByteArray();
  }

  static byte[] gunzip(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      copy(in, out, GZIP_BYTES_MAX);
    }
    return out.toByteArray();
  }

  private static long copy(InputStream in, OutputStream out, long bytesMax) throws IOException {
    byte[] buffer = new byte[1 << 16];
    long copied = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      copied += read;
      if (copied > bytesMax) {
        throw new IOException("unpacks to too much");
      }
      out.write(buffer, 0, read);
    }
    return copied;
  }
}
