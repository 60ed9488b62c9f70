package dev.assay.repro.bisect;

import dev.assay.repro.document.DocumentMapper;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What a bisection found, as a document.
 *
 * @param outcome {@code found}; {@code stopped} when trials or time ran out; {@code noise} when the
 *     change is no larger than the noise; {@code none} when nothing that differs can be swapped, or
 *     the metric does not differ; {@code elsewhere} when B's values do not come back by swapping
 * @param sentence the whole in one sentence
 * @param cause the smallest set found
 * @param isMinimal whether every smaller set was ruled out
 * @param notReproduced runs that did not give the same when they were repeated
 * @param notTried what differs and cannot be swapped
 */
public record BisectReport(
    int format,
    String metric,
    String runA,
    String runB,
    String outcome,
    String sentence,
    List<Cause> cause,
    boolean isMinimal,
    Value valueOfA,
    Value valueOfB,
    List<String> notReproduced,
    List<Trial> trials,
    List<String> notTried) {
  public static final int FORMAT = 1;

  public BisectReport {
    cause = List.copyOf(cause);
    notReproduced = List.copyOf(notReproduced);
    trials = List.copyOf(trials);
    notTried = List.copyOf(notTried);
  }

  /** A member of the smallest set. */
  public record Cause(String group, String kind, String name, String a, String b, String text) {
    static Cause of(Factor factor) {
      return new Cause(
          factor.group().toString(),
          factor.kind().name().toLowerCase(Locale.ROOT),
          factor.name(),
          factor.a(),
          factor.b(),
          factor.text());
    }
  }

  /** What one of the two runs gives; {@code noise} is the spread over its repeats. */
  public record Value(double value, double noise) {}

  /**
   * One rerun.
   *
   * @param mixture what was taken from B, for people; {@code A} and {@code B} for repeats
   * @param value of the metric; absent when the trial gave none
   * @param shows {@code yes}, {@code no}, or empty when it decided nothing
   * @param isReused whether it was run by an earlier bisection
   */
  public record Trial(
      int number,
      List<String> mixture,
      OptionalDouble value,
      String shows,
      String run,
      double seconds,
      boolean isReused) {
    public Trial {
      mixture = List.copyOf(mixture);
    }
  }

  /** The document. */
  public String json() {
    return DocumentMapper.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this);
  }
}
