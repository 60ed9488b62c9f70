package dev.assay.repro.explain;

import dev.assay.repro.explain.Explanation.MetricChange;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** An explanation for a terminal of 80 columns. */
public final class ExplanationText {
  private static final int WIDTH = 80;
  private static final int METRICS_SHOWN_MAX = 20;
  private static final int SUSPECTS_SHOWN_MAX = 25;

  private ExplanationText() {}

  public static String of(Explanation explanation) {
    StringBuilder out = new StringBuilder();
    out.append("A  ").append(side(explanation.a())).append('\n');
    out.append("B  ").append(side(explanation.b())).append('\n');
    metrics(explanation.metrics(), out);
    suspects(explanation.suspects(), out);
    if (!explanation.same().isEmpty()) {
      String same =
          explanation.same().stream().map(Area::toString).collect(Collectors.joining(", "));
      out.append('\n');
      wrap("Same in both: " + same, "", out);
    }
    return out.toString();
  }

  private static String side(Explanation.Side side) {
    return cut(side.run() + "  " + side.name() + "  " + side.status(), WIDTH - 3);
  }

  private static void metrics(List<MetricChange> metrics, StringBuilder out) {
    List<MetricChange> changed = metrics.stream().filter(MetricChange::isChanged).toList();
    if (changed.isEmpty()) {
      out.append(metrics.isEmpty() ? "\nNo metrics.\n" : "\nAll metrics end alike.\n");
      return;
    }
    out.append("\n%-32s%15s%15s%17s%n".formatted("Metric", "A", "B", "B - A"));
    for (MetricChange metric : changed.subList(0, Math.min(changed.size(), METRICS_SHOWN_MAX))) {
      out.append(
          "%-32s%15s%15s%17s%n"
              .formatted(
                  cut(metric.key(), 32),
                  number(metric.a()),
                  number(metric.b()),
                  number(metric.change())));
    }
    if (changed.size() > METRICS_SHOWN_MAX) {
      out.append("… %d more metrics differ%n".formatted(changed.size() - METRICS_SHOWN_MAX));
    }
  }

  private static void suspects(List<Suspect> suspects, StringBuilder out) {
    if (suspects.isEmpty()) {
      out.append("\nNothing that was captured differs.\n");
      return;
    }
    out.append("\nSuspects, the most likely first\n");
    int number = 0;
    for (Suspect suspect : suspects.subList(0, Math.min(suspects.size(), SUSPECTS_SHOWN_MAX))) {
      number++;
      String head = "%2d. %s  ".formatted(number, suspect.area());
      wrap(head + suspect.text(), "    ", out);
      wrap("    " + suspect.reason(), "    ", out);
      suspect.lines().forEach(line -> out.append(cut("      " + line, WIDTH)).append('\n'));
    }
    if (suspects.size() > SUSPECTS_SHOWN_MAX) {
      out.append(
          "    … %d more, less likely; --json lists them all%n"
              .formatted(suspects.size() - SUSPECTS_SHOWN_MAX));
    }
  }

  static String number(double value) {
    if (Double.isNaN(value)) {
      return "-";
    }
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.8g", value);
  }

  private static void wrap(String text, String indent, StringBuilder out) {
    String left = plain(text);
    while (left.length() > WIDTH) {
      int space = left.lastIndexOf(' ', WIDTH);
      int at = space > indent.length() ? space : WIDTH;
      out.append(left, 0, at).append('\n');
      left = indent + left.substring(at).strip();
    }
    out.append(left).append('\n');
  }

  private static String cut(String text, int width) {
    String left = plain(text);
    return left.length() <= width ? left : left.substring(0, width - 1) + "…";
  }

  /** Without characters that could move the cursor or turn the reading direction. */
  private static String plain(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(point -> out.appendCodePoint(isHarmless(point) ? point : '\uFFFD'));
    return out.toString();
  }

  private static boolean isHarmless(int point) {
    int type = Character.getType(point);
    return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
  }
}
