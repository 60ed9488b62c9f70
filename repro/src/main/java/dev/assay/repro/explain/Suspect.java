package dev.assay.repro.explain;

import java.util.List;

/**
 * One difference of two executions.
 *
 * @param a what the first has, empty when nothing
 * @param b what the second has, empty when nothing
 * @param weight how likely it changes a result, 0 to 100; an order, not a probability
 * @param reason why it has that weight
 * @param lines more to show, as in a unified diff
 */
public record Suspect(
    Area area, String name, String a, String b, int weight, String reason, List<String> lines) {
  public Suspect {
    lines = List.copyOf(lines);
  }

  Suspect(Area area, String name, String a, String b, int weight, String reason) {
    this(area, name, a, b, weight, reason, List.of());
  }

  /** In one line: {@code lr: 0.1 -> 0.2}. */
  public String text() {
    if (a.isEmpty() && b.isEmpty()) {
      return name;
    }
    return name + ": " + (a.isEmpty() ? "absent" : a) + " -> " + (b.isEmpty() ? "absent" : b);
  }
}
