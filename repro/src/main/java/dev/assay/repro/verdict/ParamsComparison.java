package dev.assay.repro.verdict;

import dev.assay.core.verdict.Verdict;
import dev.assay.repro.verdict.VerdictReport.Change;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeSet;

/** Params of a pair of runs: the same text, but for the place of the working folder. */
record ParamsComparison(
    String run, List<String> originalRoots, List<String> rerunRoots, List<Change> departures) {

  /** Notes what departs; gives how many were compared. */
  int compare(Map<String, String> original, Map<String, String> rerun) {
    TreeSet<String> names = new TreeSet<>(original.keySet());
    names.addAll(rerun.keySet());
    for (String name : names) {
      String before = original.getOrDefault(name, "");
      String after = rerun.getOrDefault(name, "");
      boolean isOnBoth = original.containsKey(name) && rerun.containsKey(name);
      if (!isOnBoth
          || !VolatileText.withoutRoots(before, originalRoots)
              .equals(VolatileText.withoutRoots(after, rerunRoots))) {
        departures.add(change(name, before, after, text(original, rerun, name)));
      }
    }
    return names.size();
  }

  private static String text(Map<String, String> original, Map<String, String> rerun, String name) {
    String before = original.containsKey(name) ? "'" + original.get(name) + "'" : "absent";
    String after = rerun.containsKey(name) ? "'" + rerun.get(name) + "'" : "absent";
    return "param " + name + ": original " + before + ", rerun " + after;
  }

  private Change change(String name, String before, String after, String text) {
    return new Change(
        "param", Verdict.DIFFERENT, run, name, OptionalLong.empty(), before, after, text);
  }
}
