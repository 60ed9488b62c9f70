package dev.assay.repro.source;

import java.nio.file.Path;
import java.util.Set;

/**
 * What to take a snapshot of.
 *
 * @param folder the working folder of the command, absolute; the root is the top of its git tree
 * @param excluded folders never to be taken, absolute: where Assay keeps its own data
 */
public record SourceRequest(Path folder, SourceLimits limits, Set<Path> excluded) {
  public SourceRequest {
    excluded = Set.copyOf(excluded);
  }

  public static SourceRequest of(Path folder) {
    return new SourceRequest(folder, SourceLimits.DEFAULT, Set.of());
  }
}
