package dev.assay.repro.source;

import java.util.List;

/**
 * How one file of two snapshots differs.
 *
 * @param isBinary then there are no hunks
 * @param note what hunks cannot show: a changed mode, a link's targets, a file too large to compare
 */
public record FileDiff(
    String path, Change change, boolean isBinary, List<Hunk> hunks, String note) {
  public FileDiff {
    hunks = List.copyOf(hunks);
  }

  /** What happened to the file from the first to the second snapshot. */
  public enum Change {
    ADDED,
    REMOVED,
    CHANGED
  }

  /**
   * Lines that changed together, as in a unified diff.
   *
   * @param lines each begins with a space, {@code -} or {@code +}; without line ends
   */
  public record Hunk(int oldStart, int oldCount, int newStart, int newCount, List<String> lines) {
    public Hunk {
      lines = List.copyOf(lines);
    }
  }
}
