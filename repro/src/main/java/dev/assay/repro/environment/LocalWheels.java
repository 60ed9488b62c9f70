package dev.assay.repro.environment;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Environment.Distribution;
import dev.assay.repro.blob.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Packages that were installed from files of the machine, from the wheels that were kept. */
final class LocalWheels {
  private final BlobStore blobs;
  private final Path folder;

  LocalWheels(BlobStore blobs, Path folder) {
    this.blobs = blobs;
    this.folder = folder;
  }

  /** As a line for pip; empty when nothing was kept. */
  Optional<String> line(Distribution each) {
    if (!each.origin().equals("local")) {
      return Optional.empty();
    }
    return each.kept().map(digest -> each.name() + " @ " + laidOut(each, digest).toUri());
  }

  private Path laidOut(Distribution each, Digest digest) {
    try (InputStream in = blobs.open(digest)) {
      Path draft = Files.createDirectories(folder).resolve(digest.hex());
      Files.copy(in, draft, StandardCopyOption.REPLACE_EXISTING);
      String name = EnvironmentLock.normal(each.name()).replace('-', '_');
      Path wheel = folder.resolve(name + "-" + each.version() + "-" + tag(draft) + ".whl");
      return Files.move(draft, wheel, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw Failure.unavailable(
          "the kept wheel of " + each.name() + " cannot be laid out: " + e.getMessage(), e);
    }
  }

  private static String tag(Path wheel) throws IOException {
    try (ZipFile zip = new ZipFile(wheel.toFile())) {
      for (ZipEntry entry :
          zip.stream().filter(each -> each.getName().endsWith("/WHEEL")).toList()) {
        String text = new String(zip.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
        return WheelRepack.tag(text);
      }
    }
    return "py3-none-any";
  }
}
