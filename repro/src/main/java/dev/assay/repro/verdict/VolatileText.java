package dev.assay.repro.verdict;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;

/** Takes out of console text what differs between two runs of the same program by its nature. */
final class VolatileText {
  /** A pattern and what stands in its place; the order matters. */
  private record Rule(Pattern pattern, String replacement) {
    Rule(String pattern, String replacement) {
      this(Pattern.compile(pattern), replacement);
    }
  }

  private static final String UNIT =
      "(?:ns|us|µs|ms|s|sec|secs|second|seconds|min|mins|minute|minutes|h|hour|hours)";

  private static final List<Rule> RULES =
      List.of(
          new Rule("https?://(?:127\\.0\\.0\\.1|localhost|\\[::1\\])(?::\\d+)?", "<address>"),
          new Rule("\\b0x[0-9a-fA-F]{6,16}\\b", "<address>"),
          new Rule("\\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\b", "<id>"),
          new Rule("\\b(?:m-)?[0-9a-f]{32}\\b", "<id>"),
          new Rule(
              "\\b\\d{4}[-/]\\d{2}[-/]\\d{2}(?:[T ]\\d{2}:\\d{2}(?::\\d{2}(?:[.,]\\d+)?)?)?(?:Z|[+-]\\d{2}:?\\d{2})?",
              "<time>"),
          new Rule(
              "\\b(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +\\d{1,2} \\d{2}:\\d{2}:\\d{2}(?: [A-Z]{3,4})?(?: \\d{4})?",
              "<time>"),
          new Rule("\\b\\d{1,3}:\\d{2}(?::\\d{2})?(?:[.,]\\d+)?\\b", "<time>"),
          new Rule(
              "\\b\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)? ?(?:it|s|ex|samples|batch|batches|B|kB|MB|GB)/(?:it|s|sec|step|epoch|batch)\\b",
              "<rate>"),
          new Rule("\\b\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)? ?" + UNIT + "\\b", "<duration>"),
          new Rule("\\b(pid|PID|process)([ =:]+)\\d+\\b", "$1$2<id>"),
          new Rule("/(?:tmp|var/tmp|private/var/folders)/[^\\s'\"]+", "<temporary>"));

  static final String NAME = "console-text";
  static final String WHAT =
      "times, durations, rates, run ids, local addresses and the place of the working folder are left out";

  private VolatileText() {}

  /** The text without; {@code roots} are folders whose place says nothing. */
  static String without(String text, List<String> roots) {
    String left = withoutRoots(text, roots);
    for (Rule rule : RULES) {
      left = rule.pattern().matcher(left).replaceAll(rule.replacement());
    }
    return left.stripTrailing();
  }

  /** The text with each of the folders called the same. */
  static String withoutRoots(String text, List<String> roots) {
    String left = text;
    for (String root :
        roots.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList()) {
      if (root.length() > 1) {
        left = left.replace(root, "<folder>");
      }
    }
    return left;
  }
}
