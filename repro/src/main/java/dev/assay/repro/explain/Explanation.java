package dev.assay.repro.explain;

import dev.assay.repro.document.DocumentMapper;
import dev.assay.repro.source.FileDiff;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How two runs differ, in what came out and in all that went in.
 *
 * @param suspects what differs, the most likely cause first
 * @param same the areas without a difference
 */
public record Explanation(
    int format,
    Side a,
    Side b,
    List<MetricChange> metrics,
    List<Suspect> suspects,
    List<Area> same) {
  public static final int FORMAT = 1;

  public Explanation {
    metrics = List.copyOf(metrics);
    suspects = List.copyOf(suspects);
    same = List.copyOf(same);
  }

  /** One of the two runs. */
  public record Side(String run, String name, String status) {}

  /** A metric of both; NaN for the side that does not have it. */
  public record MetricChange(String key, double a, double b) {
    double change() {
      return b - a;
    }

    boolean isChanged() {
      return Double.doubleToLongBits(a) != Double.doubleToLongBits(b);
    }
  }

  /**
   * Explains; {@code source} is the difference of the two source snapshots, from the first to the
   * second.
   */
  public static Explanation of(Subject a, Subject b, List<FileDiff> source) {
    List<MetricChange> metrics = metrics(a, b);
    boolean isSameResult =
        !metrics.isEmpty() && metrics.stream().noneMatch(MetricChange::isChanged);
    List<Suspect> suspects = new ArrayList<>();
    suspects.addAll(ProgramDifferences.of(a, b));
    suspects.addAll(SourceDifferences.of(a, b, source));
    suspects.addAll(DataDifferences.of(a, b));
    suspects.addAll(EnvironmentDifferences.of(a.capture(), b.capture()));
    suspects.addAll(RandomnessDifferences.of(a.capture(), b.capture(), isSameResult));
    suspects.addAll(MachineDifferences.of(a.capture(), b.capture()));
    suspects.sort(
        Comparator.comparingInt(Suspect::weight)
            .reversed()
            .thenComparing(Suspect::area)
            .thenComparing(Suspect::name));
    return new Explanation(FORMAT, side(a), side(b), metrics, suspects, same(suspects));
  }

  /** The document. */
  public String json() {
    return DocumentMapper.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
  }

  private static Side side(Subject subject) {
    return new Side(subject.run(), subject.name(), subject.status());
  }

  private static List<Area> same(List<Suspect> suspects) {
    Set<Area> left = EnumSet.allOf(Area.class);
    suspects.forEach(suspect -> left.remove(suspect.area()));
    return List.copyOf(left);
  }

  private static List<MetricChange> metrics(Subject a, Subject b) {
    Set<String> keys = new TreeSet<>(a.metrics().keySet());
    keys.addAll(b.metrics().keySet());
    keys.removeIf(key -> key.startsWith("system/"));
    return keys.stream()
        .map(key -> new MetricChange(key, value(a.metrics(), key), value(b.metrics(), key)))
        .toList();
  }

  private static double value(Map<String, Double> metrics, String key) {
    return metrics.getOrDefault(key, Double.NaN);
  }
}
