package dev.assay.repro.verdict;

import dev.assay.core.verdict.Verdict;
import dev.assay.repro.verdict.VerdictReport.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Compares what two executions left: the one place that says what counts as reproduced. */
public final class Comparison {
  private final Recording original;
  private final Recording rerun;
  private final Terms terms;
  private final List<VerdictReport.Metric> metrics = new ArrayList<>();
  private final List<VerdictReport.File> files = new ArrayList<>();
  private final Map<String, String> rules = new LinkedHashMap<>();
  private final List<Change> departures = new ArrayList<>();
  private int params;

  private Comparison(Recording original, Recording rerun, Terms terms) {
    this.original = original;
    this.rerun = rerun;
    this.terms = terms;
  }

  /** The verdict over everything the two have. */
  public static VerdictReport of(Recording original, Recording rerun, Terms terms) {
    return new Comparison(original, rerun, terms).report();
  }

  private VerdictReport report() {
    if (original.failure().isPresent()) {
      return notComparable(
          "the original has no result to reproduce: it " + original.failure().get());
    }
    if (rerun.failure().isPresent()) {
      return notComparable("the rerun did not finish: it " + rerun.failure().get());
    }
    RunPairs pairs = RunPairs.of(original.runs(), rerun.runs());
    pairs.missing().forEach(run -> lone(run, true));
    pairs.added().forEach(run -> lone(run, false));
    pairs.pairs().forEach(this::compare);
    new FilesComparison("", rules, files, departures).compare(original.written(), rerun.written());
    boolean hasResults = original.hasResults() || rerun.hasResults();
    if (!hasResults) {
      if (original.console().isEmpty() && rerun.console().isEmpty()) {
        return notComparable("neither left a metric, a file or a line on the console");
      }
      compareConsole();
    }
    return decided(hasResults);
  }

  private void compare(RunPairs.Pair pair) {
    String run = pair.name();
    ParamsComparison inParams =
        new ParamsComparison(run, original.roots(), rerun.roots(), departures);
    params += inParams.compare(pair.original().params(), pair.rerun().params());
    new MetricsComparison(run, terms.tolerances(), rules, metrics, departures)
        .compare(pair.original(), pair.rerun(), repeatsOf(pair.original()));
    new FilesComparison(run, rules, files, departures)
        .compare(pair.original().files(), pair.rerun().files());
  }

  /** The runs of the repeats that answer this one. */
  private List<RecordedRun> repeatsOf(RecordedRun run) {
    return terms.repeats().stream()
        .flatMap(repeat -> RunPairs.of(original.runs(), repeat.runs()).pairs().stream())
        .filter(pair -> pair.original().equals(run))
        .map(RunPairs.Pair::rerun)
        .toList();
  }

  private void lone(RecordedRun run, boolean isOriginal) {
    String name = run.name().isEmpty() ? run.id() : run.name();
    departures.add(
        new Change(
            "run",
            Verdict.DIFFERENT,
            name,
            "",
            OptionalLong.empty(),
            isOriginal ? run.id() : "",
            isOriginal ? "" : run.id(),
            "run " + name + ": only the " + (isOriginal ? "original" : "rerun") + " has it"));
  }

  private void compareConsole() {
    rules.put(VolatileText.NAME, VolatileText.WHAT);
    for (String stream : List.of("out", "err")) {
      List<String> expected = lines(original, stream);
      List<String> found = lines(rerun, stream);
      int at = 0;
      while (at < expected.size() && at < found.size() && expected.get(at).equals(found.get(at))) {
        at++;
      }
      if (at == expected.size() && at == found.size()) {
        continue;
      }
      String before = at < expected.size() ? expected.get(at) : "";
      String after = at < found.size() ? found.get(at) : "";
      departures.add(
          new Change(
              "console",
              Verdict.DIFFERENT,
              "",
              stream,
              OptionalLong.of(at + 1L),
              before,
              after,
              "console: line "
                  + (at + 1)
                  + " of "
                  + stream
                  + ": '"
                  + before
                  + "' and '"
                  + after
                  + "'"));
    }
  }

  private static List<String> lines(Recording recording, String stream) {
    return recording.console().stream()
        .filter(line -> line.stream().equals(stream))
        .map(line -> VolatileText.without(line.text(), recording.roots()))
        .toList();
  }

  private VerdictReport notComparable(String reason) {
    departures.clear();
    departures.add(
        new Change(
            "outcome",
            Verdict.NOT_COMPARABLE,
            "",
            "",
            OptionalLong.empty(),
            original.failure().orElse("finished"),
            rerun.failure().orElse("finished"),
            reason));
    return report(Verdict.NOT_COMPARABLE, reason);
  }

  private VerdictReport decided(boolean hasResults) {
    departures.sort(
        Comparator.comparing(Change::verdict)
            .reversed()
            .thenComparingLong(change -> change.step().orElse(Long.MIN_VALUE)));
    Verdict verdict = Verdict.worst(departures.stream().map(Change::verdict).toList());
    return report(verdict, reason(verdict, hasResults));
  }

  private String reason(Verdict verdict, boolean hasResults) {
    if (!departures.isEmpty()) {
      String more =
          departures.size() == 1 ? "" : "; " + (departures.size() - 1) + " more not identical";
      return departures.getFirst().text() + more;
    }
    if (verdict == Verdict.IDENTICAL && !hasResults) {
      return "nothing but the console was recorded, and it says the same";
    }
    long points = metrics.stream().mapToLong(VerdictReport.Metric::points).sum();
    return "%d params, %d metrics with %d points and %d files are the same"
        .formatted(params, metrics.size(), points, files.size());
  }

  private VerdictReport report(Verdict verdict, String reason) {
    return new VerdictReport(
        VerdictReport.FORMAT,
        verdict,
        reason,
        terms.variation().isEmpty() ? "reproduction" : "variation",
        terms.variation(),
        new VerdictReport.Side(original.execution(), original.run()),
        new VerdictReport.Side(rerun.execution(), rerun.run()),
        terms.repeats().size(),
        params,
        metrics,
        files,
        rules.entrySet().stream()
            .map(rule -> new VerdictReport.Rule(rule.getKey(), rule.getValue()))
            .toList(),
        departures,
        List.of());
  }
}
