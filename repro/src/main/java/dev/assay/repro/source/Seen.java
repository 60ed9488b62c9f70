package dev.assay.repro.source;

import dev.assay.core.Digest;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.files.FileNames;
import dev.assay.repro.files.FileStat;
import dev.assay.repro.files.StatCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * A file that is to be in a snapshot.
 *
 * @param path in the snapshot
 * @param file where it is
 * @param target of a link; empty for a file
 * @param outside as in the manifest
 * @param digest when it is known without reading
 */
record Seen(
    String path, Path file, FileStat stat, String target, String outside, Optional<Digest> digest) {

  static Seen of(String path, Path file, String outside, StatCache cache) throws IOException {
    FileStat stat = FileStat.of(file);
    String target = stat.isLink() ? FileNames.text(Files.readSymbolicLink(file)) : "";
    Optional<Digest> digest = stat.isRegular() ? cache.find(file, stat) : Optional.empty();
    return new Seen(path, file, stat, target, outside, digest);
  }

  boolean isLink() {
    return stat.isLink();
  }

  /** What the tree is, when all of it is known without reading. */
  static Optional<Digest> fingerprint(Digest base, List<Seen> all) {
    MessageDigest sha256 = begin(base);
    for (Seen seen : all) {
      if (!seen.isLink() && seen.digest().isEmpty()) {
        return Optional.empty();
      }
      String content = seen.isLink() ? seen.target() : seen.digest().map(Digest::hex).orElse("");
      add(sha256, seen.path(), mode(seen), content, seen.outside());
    }
    return Optional.of(Digest.ofHash(sha256.digest()));
  }

  private static char mode(Seen seen) {
    return seen.isLink() ? 'l' : seen.stat().isExecutable() ? 'x' : 'f';
  }

  /** The same of files as they were taken, in the order of their paths. */
  static Digest fingerprintOf(Digest base, List<SourceFile> files) {
    MessageDigest sha256 = begin(base);
    for (SourceFile file : files) {
      switch (file) {
        case SourceFile.Regular each ->
            add(
                sha256,
                each.path(),
                each.isExecutable() ? 'x' : 'f',
                each.sha256().hex(),
                each.outside());
        case SourceFile.Link each -> add(sha256, each.path(), 'l', each.target(), "");
      }
    }
    return Digest.ofHash(sha256.digest());
  }

  private static MessageDigest begin(Digest base) {
    MessageDigest sha256 = Digest.sha256();
    sha256.update(base.bytes());
    return sha256;
  }

  private static void add(
      MessageDigest sha256, String path, char mode, String content, String outside) {
    String line = path + '\0' + mode + '\0' + content + '\0' + outside + '\0';
    sha256.update(FileNames.bytes(line));
  }
}
