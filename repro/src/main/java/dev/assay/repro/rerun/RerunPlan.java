package dev.assay.repro.rerun;

import dev.assay.repro.document.DocumentMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * What a rerun will do, before it does anything.
 *
 * @param missing what it cannot do without; then it is not begun
 * @param notes what may make the result differ
 */
public record RerunPlan(List<Step> steps, List<Missing> missing, List<String> notes) {
  public RerunPlan {
    steps = List.copyOf(steps);
    missing = List.copyOf(missing);
    notes = List.copyOf(notes);
  }

  /**
   * A step.
   *
   * @param what in a few words
   * @param command what a person would type for it
   */
  public record Step(String phase, String what, String command) {}

  /** Something that cannot be had, and what to do. */
  public record Missing(String what, String remedy) {}

  /** The document. */
  public String json() {
    return DocumentMapper.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
  }

  /** For people. */
  public String text() {
    List<String> lines = new ArrayList<>();
    int number = 0;
    for (Step step : steps) {
      number++;
      lines.add("%d. %-12s %s".formatted(number, step.phase(), step.what()));
      if (!step.command().isEmpty()) {
        step.command().lines().forEach(line -> lines.add("     $ " + line));
      }
    }
    notes.forEach(note -> lines.add("note: " + note));
    missing.forEach(
        one -> {
          lines.add("missing: " + one.what());
          lines.add("     -> " + one.remedy());
        });
    return String.join("\n", lines);
  }
}
