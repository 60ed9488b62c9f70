package dev.assay.repro.environment;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/** The folders an environment consists of: prefix, standard library, site-packages. */
public record EnvironmentPaths(Set<Path> folders) {
  public static final EnvironmentPaths NONE = new EnvironmentPaths(Set.of());

  private static final List<Path> SYSTEM =
      List.of(
          Path.of("/usr"),
          Path.of("/lib"),
          Path.of("/lib32"),
          Path.of("/lib64"),
          Path.of("/bin"),
          Path.of("/sbin"),
          Path.of("/etc"),
          Path.of("/proc"),
          Path.of("/sys"),
          Path.of("/dev"),
          Path.of("/run"),
          Path.of("/boot"),
          Path.of("/snap"),
          Path.of("/nix/store"),
          Path.of("/System"),
          Path.of("/Library"));
  private static final Path SITE = Path.of("site-packages");
  private static final Path DIST = Path.of("dist-packages");

  public EnvironmentPaths {
    folders = Set.copyOf(folders);
  }

  /** Whether a file, by its absolute name, belongs to the environment or to the system. */
  public boolean holds(Path file) {
    return SYSTEM.stream().anyMatch(file::startsWith)
        || folders.stream().anyMatch(file::startsWith)
        || hasPackagesFolder(file);
  }

  private static boolean hasPackagesFolder(Path file) {
    for (Path part : file) {
      if (part.equals(SITE) || part.equals(DIST)) {
        return true;
      }
    }
    return false;
  }
}
