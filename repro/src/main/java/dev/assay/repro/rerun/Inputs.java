package dev.assay.repro.rerun;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Source;
import java.nio.file.Path;
import java.util.Optional;

/** Other files in the place of data. */
final class Inputs {
  private Inputs() {}

  /** Whether that file is meant: by its declared name, its path, or the last part of that. */
  static boolean isMeant(DataFile file, String name) {
    return file.name().filter(name::equals).isPresent()
        || file.path().equals(name)
        || file.path().endsWith("/" + name);
  }

  /** Whether another file can be put in its place: below the source, or named in an argument. */
  static boolean canRedirect(DataFile file, Capture capture) {
    return below(file, capture).isPresent()
        || capture.command().argv().stream().anyMatch(word -> word.contains(file.path()));
  }

  /** The path below the root of the source. */
  static Optional<Path> below(DataFile file, Capture capture) {
    return capture
        .source()
        .map(Source::root)
        .filter(root -> file.path().startsWith(root + "/"))
        .map(root -> Path.of(file.path().substring(root.length() + 1)));
  }
}
