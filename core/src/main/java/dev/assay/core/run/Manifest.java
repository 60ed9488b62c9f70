package dev.assay.core.run;

import dev.assay.core.Digest;
import dev.assay.core.artifact.Artifact;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run held when it ended, as one digest: SHA-256 over lines of UTF-8, each ended by a line
 * feed. First {@code assay-manifest 1}; then per param, by key, {@code param}, the digests of key
 * and value; then {@code metrics} and the digest of the sealed series; then per file, by path,
 * {@code file}, the digest of the path and the file's own.
 */
final class Manifest {
  private Manifest() {}

  static Digest of(Map<String, String> params, Digest series, List<Artifact> files) {
    MessageDigest sha256 = Digest.sha256();
    line(sha256, "assay-manifest 1");
    new TreeMap<>(params)
        .forEach((key, value) -> line(sha256, "param " + Digest.of(key) + " " + Digest.of(value)));
    line(sha256, "metrics " + series);
    for (Artifact file : files) {
      line(sha256, "file " + Digest.of(file.path().toString()) + " " + file.blob().digest());
    }
    return Digest.ofHash(sha256.digest());
  }

  private static void line(MessageDigest sha256, String text) {
    sha256.update((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
