package dev.assay.repro.verdict;

import dev.assay.core.verdict.Verdict;
import java.util.stream.Collectors;

/** A verdict for a terminal. */
public final class VerdictText {
  private static final int DEPARTURES_SHOWN_MAX = 20;

  private VerdictText() {}

  /**
   * The text.
   *
   * @param times how many reruns it is the worst of
   */
  public static String of(VerdictReport report, int times) {
    StringBuilder out = new StringBuilder();
    out.append("Verdict: ").append(report.verdict());
    if (times > 1) {
      out.append(" (the worst of ").append(times).append(" reruns)");
    }
    out.append('\n');
    if (!report.variation().isEmpty()) {
      out.append("  a variation: ").append(String.join(", ", report.variation())).append('\n');
    }
    out.append("  original ").append(report.original().run());
    out.append("\n  rerun    ").append(report.rerun().run()).append('\n');
    out.append("  ").append(report.reason()).append('\n');
    departures(report, out);
    if (!report.rules().isEmpty()) {
      out.append("  left out by rule: ");
      out.append(
          report.rules().stream().map(VerdictReport.Rule::name).collect(Collectors.joining(", ")));
      out.append('\n');
    }
    if (!report.suspects().isEmpty()) {
      out.append("  what went in differs, the most likely cause first:\n");
      report.suspects().forEach(text -> out.append("    ").append(text).append('\n'));
    } else if (report.verdict() == Verdict.DIFFERENT) {
      out.append("  nothing that was captured differs: see 'assay check ");
      out.append(report.original().run()).append("' for what was not captured\n");
    }
    return plain(out.toString());
  }

  private static void departures(VerdictReport report, StringBuilder out) {
    if (report.departures().size() < 2) {
      return;
    }
    report.departures().stream()
        .limit(DEPARTURES_SHOWN_MAX)
        .forEach(
            change ->
                out.append("    ")
                    .append(change.run().isEmpty() ? "" : change.run() + ": ")
                    .append(change.text())
                    .append('\n'));
    if (report.departures().size() > DEPARTURES_SHOWN_MAX) {
      out.append(
          "    … %d more; --json lists them all%n"
              .formatted(report.departures().size() - DEPARTURES_SHOWN_MAX));
    }
  }

  /** Without characters that could move the cursor or turn the reading direction. */
  private static String plain(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              int type = Character.getType(point);
              boolean isHarmless =
                  point == '\n'
                      || (type != Character.CONTROL
                          && type != Character.FORMAT
                          && type != Character.SURROGATE);
              out.appendCodePoint(isHarmless ? point : '\uFFFD');
            });
    return out.toString();
  }
}
