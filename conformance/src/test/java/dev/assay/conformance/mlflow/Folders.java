package dev.assay.conformance.mlflow;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the repository. */
final class Folders {
  private Folders() {}

  /** The folder of this module; tests run in it, or in the repository's root. */
  static Path conformance() {
    Path here = Path.of("").toAbsolutePath();
    return Files.isDirectory(here.resolve("conformance")) ? here.resolve("conformance") : here;
  }

  static Path repository() {
    return conformance().resolveSibling(".").normalize();
  }

  static Path python() {
    return conformance().resolve("src/test/python");
  }
}
