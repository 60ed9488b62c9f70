package dev.assay.repro.bisect;

import java.util.List;

/** A bisection for a terminal: the table, and one sentence at the end. */
public final class BisectText {
  private static final int MIXTURE_WIDTH = 44;

  private BisectText() {}

  public static String of(BisectReport report) {
    StringBuilder out = new StringBuilder();
    out.append(
        "%-5s %-44s %12s %-4s %s%n"
            .formatted("TRIAL", "A WITH, FROM B", report.metric(), "AS", "RUN"));
    row(out, "", "A as recorded", report.valueOfA().value(), "A", report.runA());
    row(out, "", "B as recorded", report.valueOfB().value(), "B", report.runB());
    for (BisectReport.Trial trial : report.trials()) {
      List<String> lines = lines(trial.mixture());
      row(
          out,
          Integer.toString(trial.number()),
          lines.getFirst(),
          trial.value().orElse(Double.NaN),
          trial.shows(),
          trial.run());
      lines.stream().skip(1).forEach(line -> out.append("      ").append(line).append('\n'));
    }
    report.notReproduced().forEach(text -> out.append('\n').append(text).append('\n'));
    if (!report.notTried().isEmpty()) {
      out.append("\nNot to be swapped here: ").append(String.join(", ", report.notTried()));
      out.append('\n');
    }
    return out.append('\n').append(report.sentence()).append('\n').toString();
  }

  private static void row(
      StringBuilder out, String number, String mixture, double value, String like, String run) {
    out.append(
        "%-5s %-44s %12s %-4s %s%n"
            .formatted(
                number,
                mixture,
                Double.isNaN(value) ? "-" : Sentences.number(value),
                like,
                run.length() > 8 ? run.substring(0, 8) : run));
  }

  private static List<String> lines(List<String> mixture) {
    if (mixture.isEmpty()) {
      return List.of("nothing");
    }
    return mixture.stream().map(BisectText::cut).toList();
  }

  private static String cut(String text) {
    return text.length() <= MIXTURE_WIDTH ? text : text.substring(0, MIXTURE_WIDTH - 1) + "…";
  }
}
