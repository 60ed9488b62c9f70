package dev.assay.repro.rerun;

import dev.assay.core.Digest;
import java.util.Map;
import java.util.Set;

/**
 * What is taken from another snapshot than the recipe's own.
 *
 * @param manifest of that snapshot
 * @param paths files taken as a whole; those it does not have are deleted
 * @param hunks of a changed file, by path, the hunks taken, as their indexes
 */
public record SourceOverlay(Digest manifest, Set<String> paths, Map<String, Set<Integer>> hunks) {
  public SourceOverlay {
    paths = Set.copyOf(paths);
    hunks = Map.copyOf(hunks);
  }
}
