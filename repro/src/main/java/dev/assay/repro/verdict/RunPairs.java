package dev.assay.repro.verdict;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which run of the rerun answers which of the original. Runs are paired among the children of
 * paired parents: first those of the same name, in order, then the others in order, since clients
 * make up names.
 */
record RunPairs(List<Pair> pairs, List<RecordedRun> missing, List<RecordedRun> added) {

  record Pair(RecordedRun original, RecordedRun rerun) {
    /** What people call it. */
    String name() {
      return original.name().isEmpty() ? original.id() : original.name();
    }
  }

  static RunPairs of(List<RecordedRun> original, List<RecordedRun> rerun) {
    RunPairs result = new RunPairs(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    result.pairChildren(original, rerun, roots(original), roots(rerun));
    return result;
  }

  private void pairChildren(
      List<RecordedRun> originals,
      List<RecordedRun> reruns,
      List<RecordedRun> expected,
      List<RecordedRun> found) {
    List<Pair> here = new ArrayList<>();
    Set<RecordedRun> left = new LinkedHashSet<>(found);
    List<RecordedRun> unnamed = new ArrayList<>();
    for (RecordedRun run : expected) {
      Optional<RecordedRun> same =
          left.stream().filter(other -> other.name().equals(run.name())).findFirst();
      same.ifPresentOrElse(
          other -> {
            left.remove(other);
            here.add(new Pair(run, other));
          },
          () -> unnamed.add(run));
    }
    List<RecordedRun> rest = List.copyOf(left);
    for (int i = 0; i < unnamed.size(); i++) {
      if (i < rest.size()) {
        here.add(new Pair(unnamed.get(i), rest.get(i)));
      } else {
        missing.add(unnamed.get(i));
      }
    }
    added.addAll(rest.subList(Math.min(unnamed.size(), rest.size()), rest.size()));
    pairs.addAll(here);
    for (Pair pair : here) {
      pairChildren(
          originals, reruns, children(originals, pair.original()), children(reruns, pair.rerun()));
    }
  }

  /** Runs whose parent is not among them. */
  private static List<RecordedRun> roots(List<RecordedRun> runs) {
    return runs.stream()
        .filter(run -> run.parent().stream().noneMatch(parent -> has(runs, parent)))
        .toList();
  }

  private static boolean has(List<RecordedRun> runs, String id) {
    return runs.stream().anyMatch(run -> run.id().equals(id));
  }

  private static List<RecordedRun> children(List<RecordedRun> runs, RecordedRun parent) {
    return runs.stream()
        .filter(run -> run.parent().filter(parent.id()::equals).isPresent())
        .toList();
  }
}
