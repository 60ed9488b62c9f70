package dev.assay.repro.verdict;

import dev.assay.core.Digest;
import dev.assay.core.verdict.Verdict;
import dev.assay.repro.verdict.VerdictReport.Change;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The files of a pair of runs, or of two folders, by path. */
record FilesComparison(
    String run,
    Map<String, String> rules,
    List<VerdictReport.File> files,
    List<Change> departures) {

  void compare(List<RecordedFile> original, List<RecordedFile> rerun) {
    Map<String, RecordedFile> expected = byPath(original);
    Map<String, RecordedFile> found = byPath(rerun);
    TreeSet<String> paths = new TreeSet<>(expected.keySet());
    paths.addAll(found.keySet());
    for (String path : paths) {
      RecordedFile before = expected.get(path);
      RecordedFile after = found.get(path);
      if (before == null || after == null) {
        String side = before == null ? "rerun" : "original";
        note(path, Verdict.DIFFERENT, "", "only the " + side + " has it", before, after);
        continue;
      }
      FileComparison comparison = FileComparison.of(before, after);
      comparison.rule().ifPresent(rule -> rules.put(rule.toString(), rule.what()));
      String rule = comparison.rule().map(VolatileRule::toString).orElse("");
      note(path, comparison.verdict(), rule, comparison.note(), before, after);
    }
  }

  private Map<String, RecordedFile> byPath(List<RecordedFile> all) {
    Map<String, RecordedFile> kept = new LinkedHashMap<>();
    for (RecordedFile file : all) {
      Optional<String> leftOut = VolatileRule.leftOut(file.path());
      if (leftOut.isPresent()) {
        int colon = leftOut.get().indexOf(": ");
        rules.put(leftOut.get().substring(0, colon), leftOut.get().substring(colon + 2));
      } else {
        kept.put(file.path(), file);
      }
    }
    return kept;
  }

  private void note(
      String path,
      Verdict verdict,
      String rule,
      String note,
      @Nullable RecordedFile before,
      @Nullable RecordedFile after) {
    files.add(new VerdictReport.File(run, path, verdict, rule, note));
    if (verdict == Verdict.IDENTICAL) {
      return;
    }
    departures.add(
        new Change(
            "file",
            verdict == Verdict.NOT_COMPARABLE ? Verdict.DIFFERENT : verdict,
            run,
            path,
            OptionalLong.empty(),
            digest(before),
            digest(after),
            "file " + path + ": " + note));
  }

  private static String digest(@Nullable RecordedFile file) {
    return file == null ? "" : file.sha256().map(Digest::hex).orElse("");
  }
}
