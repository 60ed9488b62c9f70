package dev.assay.repro.environment;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Environment.Distribution;
import dev.assay.repro.files.Folders;
import dev.assay.repro.source.SourceRestore;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Packages that were installed editable: not installed again but put on the search path, from the
 * restored source, or from the snapshot that was kept of them.
 */
final class EditableSources {
  private final Path environments;
  private final SourceRestore restore;
  private final Path sourceRoot;
  private final Path restoredRoot;

  EditableSources(Path environments, SourceRestore restore, Path sourceRoot, Path restoredRoot) {
    this.environments = environments;
    this.restore = restore;
    this.sourceRoot = sourceRoot;
    this.restoredRoot = restoredRoot;
  }

  /** What goes on the search path, and what is not as it was. */
  record Found(List<Path> searchPath, List<String> differences) {}

  Found of(Environment environment) {
    List<Path> searchPath = new ArrayList<>();
    List<String> differences = new ArrayList<>();
    for (Distribution each : environment.distributions()) {
      if (each.origin().equals("editable")) {
        add(each, searchPath, differences);
      }
    }
    return new Found(searchPath, differences);
  }

  private void add(Distribution each, List<Path> searchPath, List<String> differences) {
    Optional<Path> original = folder(each);
    Optional<Path> now =
        original
            .filter(folder -> folder.startsWith(sourceRoot))
            .map(folder -> restoredRoot.resolve(sourceRoot.relativize(folder)))
            .or(() -> each.kept().map(this::restored));
    if (now.isPresent()) {
      addTo(searchPath, each, now.get());
    } else if (original.filter(Files::isDirectory).isPresent()) {
      differences.add(
          EnvironmentLock.normal(each.name())
              + " is taken from "
              + original.get()
              + " as it is now: its source was not kept");
      addTo(searchPath, each, original.get());
    } else {
      differences.add(
          EnvironmentLock.normal(each.name())
              + " was installed editable, its source was not kept, and its folder is gone");
    }
  }

  private void addTo(List<Path> searchPath, Distribution each, Path folder) {
    Path src = folder.resolve("src");
    if (Files.isDirectory(src)) {
      searchPath.add(src);
    }
    searchPath.add(folder);
    searchPath.add(metadata(each));
  }

  private Path restored(Digest manifest) {
    Path folder = environments.resolve("sources").resolve(manifest.hex());
    if (!Files.isDirectory(folder)) {
      restore.restore(restore.listing(manifest), folder);
    }
    return folder;
  }

  /** So that a program that asks for the version of the package is answered. */
  private Path metadata(Distribution each) {
    String name = EnvironmentLock.normal(each.name()).replace('-', '_') + "-" + each.version();
    Path folder = environments.resolve("metadata").resolve(name);
    Path info = folder.resolve(name + ".dist-info");
    try {
      Files.createDirectories(info);
      Files.writeString(
          info.resolve("METADATA"),
          "Metadata-Version: 2.1\nName: " + each.name() + "\nVersion: " + each.version() + "\n");
      return folder;
    } catch (IOException e) {
      throw Failure.unavailable("the environment cannot be built: " + Folders.reason(e), e);
    }
  }

  static Optional<Path> folder(Distribution each) {
    try {
      return each.url()
          .filter(url -> url.startsWith("file:"))
          .map(url -> Path.of(URI.create(plain(url))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Without what follows the address, and with the slashes that a file's address has. */
  private static String plain(String url) {
    int fragment = url.indexOf('#');
    String address = fragment < 0 ? url : url.substring(0, fragment);
    return address.replace(" ", "%20");
  }
}
