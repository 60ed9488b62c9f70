package dev.assay.repro.verdict;

import dev.assay.core.Failure;
import dev.assay.core.verdict.Tolerance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How far each metric may lie apart.
 *
 * @param usual for every metric that has none of its own
 */
public record Tolerances(Tolerance usual, Map<String, Tolerance> byMetric) {
  public static final Tolerances DEFAULT = new Tolerances(Tolerance.DEFAULT, Map.of());

  private static final String SHAPE =
      "a tolerance reads KEY=abs:1e-3, KEY=rel:1e-6 or KEY=abs:1e-3,rel:1e-6, KEY=exact; without KEY= it"
          + " holds for every metric";

  public Tolerances {
    byMetric = Map.copyOf(byMetric);
  }

  /**
   * Reads the texts of {@code --tolerance}.
   *
   * @throws dev.assay.core.Failure INVALID when one does not read so
   */
  public static Tolerances parse(List<String> texts) {
    Tolerance usual = Tolerance.DEFAULT;
    Map<String, Tolerance> byMetric = new LinkedHashMap<>();
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      Tolerance tolerance = tolerance(text.substring(equals + 1), text);
      if (equals < 0) {
        usual = tolerance;
      } else {
        byMetric.put(text.substring(0, equals), tolerance);
      }
    }
    return new Tolerances(usual, byMetric);
  }

  Tolerance of(String key) {
    return byMetric.getOrDefault(key, usual);
  }

  private static Tolerance tolerance(String bounds, String text) {
    double absolute = 0;
    double relative = 0;
    if (bounds.equals("exact")) {
      return Tolerance.EXACT;
    }
    for (String bound : bounds.split(",", -1)) {
      if (bound.startsWith("abs:")) {
        absolute = number(bound.substring(4), text);
      } else if (bound.startsWith("rel:")) {
        relative = number(bound.substring(4), text);
      } else {
        throw refused(text);
      }
    }
    return new Tolerance(absolute, relative);
  }

  private static double number(String digits, String text) {
    try {
      return Double.parseDouble(digits);
    } catch (NumberFormatException e) {
      throw refused(text);
    }
  }

  private static Failure refused(String text) {
    return Failure.invalid("'" + text + "': " + SHAPE);
  }
}
