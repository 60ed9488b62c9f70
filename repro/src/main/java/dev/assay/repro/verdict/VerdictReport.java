package dev.assay.repro.verdict;

import dev.assay.core.verdict.Departure;
import dev.assay.core.verdict.Tolerance;
import dev.assay.core.verdict.Verdict;
import dev.assay.repro.document.DocumentMapper;
import java.util.List;
import java.util.OptionalLong;

/**
 * The verdict as a document: kept with both executions, printed with {@code --json}.
 *
 * @param reason one sentence
 * @param kind {@code reproduction}, or {@code variation} when something was changed on purpose
 * @param variation what was changed, for people
 * @param params how many params were compared
 * @param metrics every metric compared
 * @param files every file compared
 * @param rules what was left out of the comparison, and why
 * @param departures all that is not identical, worst first
 * @param suspects when it is different: what went in that differs, the most likely cause first
 */
public record VerdictReport(
    int format,
    Verdict verdict,
    String reason,
    String kind,
    List<String> variation,
    Side original,
    Side rerun,
    int repeats,
    int params,
    List<Metric> metrics,
    List<File> files,
    List<Rule> rules,
    List<Change> departures,
    List<String> suspects) {
  public static final int FORMAT = 1;

  public VerdictReport {
    variation = List.copyOf(variation);
    metrics = List.copyOf(metrics);
    files = List.copyOf(files);
    rules = List.copyOf(rules);
    departures = List.copyOf(departures);
    suspects = List.copyOf(suspects);
  }

  /** One of the two executions, with its main run. */
  public record Side(String execution, String run) {}

  /** A metric of one pair of runs. */
  public record Metric(
      String run,
      String key,
      Verdict verdict,
      long points,
      double distanceMax,
      Tolerance tolerance,
      List<Departure> first) {
    public Metric {
      first = List.copyOf(first);
    }
  }

  /**
   * A file of one pair of runs, or of the folder; {@code rule} is the one that was needed to find
   * it the same, else empty.
   */
  public record File(String run, String path, Verdict verdict, String rule, String note) {}

  /** What was left out. */
  public record Rule(String name, String what) {}

  /**
   * One thing that is not identical.
   *
   * @param part {@code param}, {@code metric}, {@code file}, {@code console}, {@code run} or {@code
   *     outcome}
   * @param run the name of the run it belongs to; empty for the execution
   * @param step for a metric, where it first departs
   * @param text the whole for people, in one line
   */
  public record Change(
      String part,
      Verdict verdict,
      String run,
      String key,
      OptionalLong step,
      String original,
      String rerun,
      String text) {}

  /** The same verdict with what may explain it. */
  public VerdictReport withSuspects(List<String> found) {
    return new VerdictReport(
        format,
        verdict,
        reason,
        kind,
        variation,
        original,
        rerun,
        repeats,
        params,
        metrics,
        files,
        rules,
        departures,
        found);
  }

  /** The document. */
  public String json() {
    return DocumentMapper.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
  }

  /** What a script gates on: 0 reproduced, 3 different, 4 not comparable. */
  public int exitCode() {
    return switch (verdict) {
      case IDENTICAL, WITHIN_TOLERANCE, WITHIN_NOISE -> 0;
      case DIFFERENT -> 3;
      case NOT_COMPARABLE -> 4;
    };
  }
}
