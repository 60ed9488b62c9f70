package dev.assay.bench;

import dev.assay.bench.peer.Peer;
import dev.assay.bench.scenario.Quantity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Something Assay set out to reach, and what it reached. */
record Goal(String what, String wanted, String reached, boolean met) {
  private static final double SWARM_TIMES_MIN = 10;
  private static final double GROWTH_TIMES_MAX = 3;
  private static final double CHART_MILLIS_MAX = 30;
  private static final double START_MILLIS_MAX = 1_000;
  private static final double MEMORY_MIB_MAX = 150;

  /** The goals for which there are numbers. */
  static List<Goal> of(Results results) {
    var goals = new ArrayList<Goal>();
    for (Quantity quantity : results.quantities()) {
      against(results, quantity).ifPresent(goals::add);
    }
    times(results, "log_metric, 64 clients", "log_metric, 1 client")
        .ifPresent(times -> goals.add(atLeast("64 clients against one", SWARM_TIMES_MIN, times)));
    growth(results, "first 100 of", goals);
    growth(results, "order by metric and filter", goals);
    absolute(results, "chart of", CHART_MILLIS_MAX, goals);
    absolute(results, StartUp.AGAIN.label(), START_MILLIS_MAX, goals);
    absolute(results, StartUp.MEMORY.label(), MEMORY_MIB_MAX, goals);
    return goals;
  }

  private static Optional<Goal> against(Results results, Quantity quantity) {
    OptionalDouble ours = results.median(quantity, Peer.Kind.ASSAY);
    OptionalDouble theirs = results.median(quantity, Peer.Kind.FASTTRACKML);
    if (quantity.target() == 0 || ours.isEmpty() || theirs.isEmpty()) {
      return Optional.empty();
    }
    double times = quantity.timesBetter(ours.getAsDouble(), theirs.getAsDouble());
    return Optional.of(
        atLeast(quantity.label() + ", against FastTrackML", quantity.target(), times));
  }

  private static void growth(Results results, String label, List<Goal> goals) {
    List<Quantity> sizes =
        results.quantities().stream().filter(q -> q.label().startsWith(label)).toList();
    if (sizes.size() == 2) {
      times(results, sizes.get(1).label(), sizes.get(0).label())
          .ifPresent(
              times ->
                  goals.add(
                      new Goal(
                          sizes.get(1).label() + ", against " + sizes.get(0).label(),
                          "at most " + times(GROWTH_TIMES_MAX),
                          times(times),
                          times <= GROWTH_TIMES_MAX)));
    }
  }

  private static void absolute(Results results, String label, double max, List<Goal> goals) {
    for (Quantity quantity : results.quantities()) {
      OptionalDouble ours = results.median(quantity, Peer.Kind.ASSAY);
      if (quantity.label().startsWith(label) && ours.isPresent()) {
        goals.add(
            new Goal(
                quantity.label(),
                "at most %,.0f %s".formatted(max, quantity.unit()),
                "%,.1f %s".formatted(ours.getAsDouble(), quantity.unit()),
                ours.getAsDouble() <= max));
      }
    }
  }

  /** How many times the first quantity is the second, on Assay. */
  private static Optional<Double> times(Results results, String first, String second) {
    OptionalDouble numerator = labelled(results, first);
    OptionalDouble denominator = labelled(results, second);
    return numerator.isPresent() && denominator.isPresent()
        ? Optional.of(numerator.getAsDouble() / denominator.getAsDouble())
        : Optional.empty();
  }

  private static OptionalDouble labelled(Results results, String label) {
    return results.quantities().stream()
        .filter(quantity -> quantity.label().equals(label))
        .map(quantity -> results.median(quantity, Peer.Kind.ASSAY))
        .findFirst()
        .orElse(OptionalDouble.empty());
  }

  private static Goal atLeast(String what, double wanted, double reached) {
    return new Goal(what, "at least " + times(wanted), times(reached), reached >= wanted);
  }

  private static String times(double value) {
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f x" : "%.1f x", value);
  }
}
