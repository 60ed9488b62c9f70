package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Set;

/** Writes one file of a snapshot, and fails when it is not what the manifest says. */
final class VerifiedCopy {
  private static final int BUFFER_BYTES = 64 * 1024;

  private VerifiedCopy() {}

  /** Takes as many bytes of the stream as the file has; the file must not exist. */
  static void write(InputStream in, SourceFile.Regular file, Path to) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[Math.clamp(file.bytes(), 1, BUFFER_BYTES)];
    try (OutputStream out =
        Files.newOutputStream(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      long left = file.bytes();
      while (left > 0) {
        int count = in.read(buffer, 0, (int) Math.min(buffer.length, left));
        if (count < 0) {
          throw corrupt(file);
        }
        sha256.update(buffer, 0, count);
        out.write(buffer, 0, count);
        left -= count;
      }
    }
    if (!Digest.ofHash(sha256.digest()).equals(file.sha256())) {
      throw corrupt(file);
    }
    if (file.isExecutable()) {
      makeExecutable(to);
    }
  }

  static Failure corrupt(SourceFile.Regular file) {
    return Failure.corrupt(
        "the store's copy of '" + file.path() + "' is not what was written: it lacks its digest");
  }

  /** For those who may read it. */
  private static void makeExecutable(Path file) throws IOException {
    Set<PosixFilePermission> modes = EnumSet.copyOf(Files.getPosixFilePermissions(file));
    modes.add(PosixFilePermission.OWNER_EXECUTE);
    if (modes.contains(PosixFilePermission.GROUP_READ)) {
      modes.add(PosixFilePermission.GROUP_EXECUTE);
    }
    if (modes.contains(PosixFilePermission.OTHERS_READ)) {
      modes.add(PosixFilePermission.OTHERS_EXECUTE);
    }
    Files.setPosixFilePermissions(file, modes);
  }
}
