package dev.assay.repro.environment;

import java.nio.file.Path;
import java.util.Set;

/** The folders an environment consists of: prefix, standard library, site-packages. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public record EnvironmentPaths(Set<Path> folders) {
  public static final EnvironmentPaths NONE = new EnvironmentPaths(Set.of());

  public EnvironmentPaths {
    folders = Set.copyOf(folders);
  }

  /** Whether a file belongs to the environment, or to the system. */
  public boolean holds(Path file) {
    throw new UnsupportedOperationException("not built yet: " + file);
  }
}
