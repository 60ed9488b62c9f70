package dev.assay.bench;

import dev.assay.bench.peer.Peer;
import dev.assay.bench.scenario.Quantity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/** The values of all rounds; what is shown is their median. For one thread. */
final class Results {
  private final Map<Quantity, Map<Peer.Kind, List<Double>>> values = new LinkedHashMap<>();
  private final List<String> wrong = new ArrayList<>();

  void add(Quantity quantity, Peer.Kind server, double value) {
    values
        .computeIfAbsent(quantity, q -> new EnumMap<>(Peer.Kind.class))
        .computeIfAbsent(server, s -> new ArrayList<>())
        .add(value);
  }

  void addWrong(String text) {
    wrong.add(text);
  }

  Set<Quantity> quantities() {
    return Collections.unmodifiableSet(values.keySet());
  }

  OptionalDouble median(Quantity quantity, Peer.Kind server) {
    List<Double> rounds = values.getOrDefault(quantity, Map.of()).getOrDefault(server, List.of());
    if (rounds.isEmpty()) {
      return OptionalDouble.empty();
    }
    double[] sorted = rounds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return OptionalDouble.of(sorted[sorted.length / 2]);
  }

  /** What a server answered that it should not have. */
  List<String> wrong() {
    return Collections.unmodifiableList(wrong);
  }
}
