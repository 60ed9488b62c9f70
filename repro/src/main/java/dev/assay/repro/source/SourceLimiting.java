package dev.assay.repro.source;

import dev.assay.core.capture.Source.LeftOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Keeps a snapshot within its limits: tracked files come before new ones, small before large. */
final class SourceLimiting {
  static final int LISTED_MAX = 1_000;
  private static final String FILE = "larger than ";
  private static final String TOTAL = "the snapshot would be larger than ";

  private SourceLimiting() {}

  static boolean isForSize(String reason) {
    return reason.startsWith(FILE) || reason.startsWith(TOTAL);
  }

  /** Those that fit, in their order; the others are added to what is left out. */
  static List<Seen> within(
      SourceLimits limits, List<Seen> all, Map<String, Boolean> tracked, List<LeftOut> leftOut) {
    List<Seen> fitting = new ArrayList<>();
    for (Seen seen : all) {
      if (seen.isLink() || seen.stat().sizeBytes() <= limits.fileBytesMax()) {
        fitting.add(seen);
      } else {
        leftOut.add(leftOut(seen, FILE + megabytes(limits.fileBytesMax())));
      }
    }
    long bytes = fitting.stream().mapToLong(each -> each.stat().sizeBytes()).sum();
    boolean isAll = bytes <= limits.totalBytesMax() && fitting.size() <= limits.filesMax();
    return isAll ? fitting : first(limits, fitting, tracked, leftOut);
  }

  private static List<Seen> first(
      SourceLimits limits, List<Seen> all, Map<String, Boolean> tracked, List<LeftOut> leftOut) {
    List<Seen> order = new ArrayList<>(all);
    order.sort(
        Comparator.<Seen, Boolean>comparing(each -> !tracked.getOrDefault(each.path(), false))
            .thenComparingLong(each -> each.stat().sizeBytes())
            .thenComparing(Seen::path));
    Set<String> taken = new HashSet<>();
    long bytes = 0;
    for (Seen seen : order) {
      bytes += seen.stat().sizeBytes();
      if (bytes > limits.totalBytesMax() || taken.size() >= limits.filesMax()) {
        leftOut.add(
            leftOut(
                seen,
                TOTAL + megabytes(limits.totalBytesMax()) + ", " + limits.filesMax() + " files"));
      } else {
        taken.add(seen.path());
      }
    }
    return all.stream().filter(each -> taken.contains(each.path())).toList();
  }

  private static LeftOut leftOut(Seen seen, String reason) {
    return new LeftOut(seen.path(), seen.stat().sizeBytes(), reason);
  }

  private static String megabytes(long bytes) {
    return bytes % 1_000_000 == 0 ? bytes / 1_000_000 + " MB" : bytes + " bytes";
  }

  /** A list that people can read: of very many, the first, and how many more. */
  static List<LeftOut> listed(List<LeftOut> all) {
    List<LeftOut> sorted = new ArrayList<>(all);
    sorted.sort(
        Comparator.<LeftOut, Boolean>comparing(each -> !isForSize(each.reason()))
            .thenComparing(LeftOut::path));
    if (sorted.size() <= LISTED_MAX) {
      return sorted;
    }
    List<LeftOut> first = new ArrayList<>(sorted.subList(0, LISTED_MAX));
    first.add(new LeftOut("...", 0, "and " + (sorted.size() - LISTED_MAX) + " more"));
    return first;
  }
}
