package dev.assay.repro.verdict;

import dev.assay.core.metric.Points;
import dev.assay.core.verdict.Departure;
import dev.assay.core.verdict.SeriesComparison;
import dev.assay.core.verdict.Tolerance;
import dev.assay.core.verdict.Verdict;
import dev.assay.repro.verdict.VerdictReport.Change;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeSet;

/** The metrics of a pair of runs, by key and step. */
record MetricsComparison(
    String run,
    Tolerances tolerances,
    Map<String, String> rules,
    List<VerdictReport.Metric> metrics,
    List<Change> departures) {
  private static final String SYSTEM = "system/";

  void compare(RecordedRun original, RecordedRun rerun, List<RecordedRun> repeats) {
    TreeSet<String> keys = new TreeSet<>(original.metrics().keySet());
    keys.addAll(rerun.metrics().keySet());
    if (keys.removeIf(key -> key.startsWith(SYSTEM))) {
      rules.put("system-metrics", "metrics named system/... measure the machine, not the result");
    }
    for (String key : keys) {
      List<Points> others =
          repeats.stream().map(repeat -> points(repeat, key)).filter(p -> p.size() > 0).toList();
      note(
          SeriesComparison.of(
              key, points(original, key), points(rerun, key), tolerances.of(key), others));
    }
  }

  private static Points points(RecordedRun run, String key) {
    return run.metrics().getOrDefault(key, Points.none());
  }

  private void note(SeriesComparison series) {
    Tolerance tolerance = tolerances.of(series.key());
    metrics.add(
        new VerdictReport.Metric(
            run,
            series.key(),
            series.verdict(),
            series.compared(),
            series.distanceMax(),
            tolerance,
            series.first().stream().toList()));
    if (series.verdict() != Verdict.IDENTICAL) {
      Departure first =
          series.first().orElse(new Departure(0, OptionalDouble.empty(), OptionalDouble.empty()));
      departures.add(
          new Change(
              "metric",
              series.verdict(),
              run,
              series.key(),
              OptionalLong.of(first.step()),
              value(first.original()),
              value(first.rerun()),
              text(series, first, tolerance)));
    }
  }

  private static String text(SeriesComparison series, Departure first, Tolerance tolerance) {
    String start =
        "metric %s: step %d: original %s, rerun %s"
            .formatted(series.key(), first.step(), shown(first.original()), shown(first.rerun()));
    return switch (series.verdict()) {
      case IDENTICAL, NOT_COMPARABLE -> start;
      case WITHIN_TOLERANCE ->
          start
              + " (greatest distance %.3g, tolerance absolute %.3g, relative %.3g)"
                  .formatted(series.distanceMax(), tolerance.absolute(), tolerance.relative());
      case WITHIN_NOISE -> start + " (no further apart than the repeats are)";
      case DIFFERENT -> start + size(first);
    };
  }

  private static String size(Departure first) {
    if (first.original().isEmpty() || first.rerun().isEmpty()) {
      return "";
    }
    double before = first.original().getAsDouble();
    double after = first.rerun().getAsDouble();
    double distance = Math.abs(after - before);
    double relative = distance / Math.max(Math.abs(before), Math.abs(after));
    return Double.isFinite(relative)
        ? " (off by %.3g, relative %.3g)".formatted(distance, relative)
        : "";
  }

  private static String shown(OptionalDouble value) {
    return value.isPresent() ? value(value) : "absent";
  }

  private static String value(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "";
  }
}
