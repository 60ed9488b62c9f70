package dev.assay.repro.execute;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Outcome.Output;
import dev.assay.repro.spool.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The files a command left behind: digests of all, and copies of those that are wanted. */
final class Outputs {
  private static final int BUFFER_BYTES = 128 * 1024;

  /** More files than this were not meant as single results. */
  private static final int FILES_MAX = 10_000;

  private final Spool spool;
  private final Path folder;

  Outputs(Spool spool, Path folder) {
    this.spool = spool;
    this.folder = folder;
  }

  /**
   * Files written and files declared, each once.
   *
   * @param declared files and folders to keep, relative ones from the working folder
   */
  List<Output> list(List<Path> written, List<String> declared) {
    Map<Path, Boolean> kept = new LinkedHashMap<>();
    written.stream().limit(FILES_MAX).forEach(file -> kept.put(file.normalize(), false));
    declared.forEach(place -> below(folder.resolve(place)).forEach(file -> kept.put(file, true)));
    List<Output> outputs = new ArrayList<>();
    kept.forEach((file, isKept) -> outputs.add(output(file, isKept)));
    return outputs;
  }

  private static List<Path> below(Path place) {
    try (Stream<Path> files = Files.walk(place.normalize(), new FileVisitOption[0])) {
      return files.filter(Files::isRegularFile).sorted().limit(FILES_MAX).toList();
    } catch (IOException e) {
      return List.of(); // it was never written: the list of what was says so
    }
  }

  private Output output(Path file, boolean isKept) {
    String name = file.startsWith(folder) ? folder.relativize(file).toString() : file.toString();
    try {
      Digest digest = isKept ? copy(file) : digest(file);
      return new Output(name, Optional.of(digest), Files.size(file), isKept);
    } catch (IOException e) {
      return new Output(name, Optional.empty(), 0, false);
    }
  }

  private static Digest digest(Path file) throws IOException {
    return read(file, OutputStream.nullOutputStream());
  }

  private Digest copy(Path file) throws IOException {
    Path draft = Files.createTempFile(spool.blobs(), "new-", "");
    try {
      Digest digest;
      try (OutputStream out = Files.newOutputStream(draft)) {
        digest = read(file, out);
      }
      Files.move(draft, spool.blobs().resolve(digest.hex()), StandardCopyOption.REPLACE_EXISTING);
      return digest;
    } catch (IOException e) {
      throw Failure.unavailable("'" + file + "' cannot be kept: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static Digest read(Path file, OutputStream out) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream bytes = Files.newInputStream(file)) {
      for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
        sha256.update(buffer, 0, count);
        out.write(buffer, 0, count);
      }
    }
    return Digest.ofHash(sha256.digest());
  }
}
