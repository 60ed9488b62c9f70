package dev.assay.repro.source;

import java.util.List;
import java.util.Set;

/** The difference of two snapshots, file by file. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class SourceDiff {
  public SourceDiff(SourceRestore restore) {}

  /** The files that differ, sorted by path. */
  public List<FileDiff> between(SourceListing before, SourceListing after) {
    throw new UnsupportedOperationException("not built yet");
  }

  /** As a unified diff, to be shown. */
  public static String unified(List<FileDiff> diffs) {
    throw new UnsupportedOperationException("not built yet");
  }

  /** The old content with some of the hunks of its diff, by their index: for a search in halves. */
  public static byte[] patched(byte[] before, byte[] after, Set<Integer> hunks) {
    throw new UnsupportedOperationException("not built yet");
  }
}
