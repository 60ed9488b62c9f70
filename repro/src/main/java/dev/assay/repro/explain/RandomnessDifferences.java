package dev.assay.repro.explain;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Randomness.Seed;
import dev.assay.core.capture.Variable;
import dev.assay.repro.rerun.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Seeds, unseeded randomness, settings that decide whether sums come out alike, variables. */
final class RandomnessDifferences {
  private static final int SEED = 86;
  private static final int UNSEEDED = 84;
  private static final int UNSEEDED_WITHOUT_EFFECT = 10;
  private static final int SETTING = 50;
  private static final int VARIABLE_READ = 42;
  private static final int VARIABLE = 41;

  private RandomnessDifferences() {}

  static List<Suspect> of(Capture a, Capture b, boolean isSameResult) {
    List<Suspect> found = new ArrayList<>();
    changes(Area.SEEDS, seeds(a), seeds(b), SEED, "other random numbers were drawn", found);
    unseeded(a, b, isSameResult ? UNSEEDED_WITHOUT_EFFECT : UNSEEDED, found);
    changes(
        Area.DETERMINISM,
        a.randomness().settings(),
        b.randomness().settings(),
        SETTING,
        "decides in which order numbers are added up",
        found);
    variables(a, b, found);
    return found;
  }

  private static Map<String, String> seeds(Capture capture) {
    return capture.randomness().seeds().stream()
        .collect(
            Collectors.groupingBy(
                seed -> seed.library() + " seed",
                TreeMap::new,
                Collectors.mapping(Seed::value, Collectors.joining(", "))));
  }

  private static void unseeded(Capture a, Capture b, int weight, List<Suspect> found) {
    Set<String> libraries = new TreeSet<>(a.randomness().unseeded());
    libraries.addAll(b.randomness().unseeded());
    for (String library : libraries) {
      boolean isInA = a.randomness().unseeded().contains(library);
      boolean isInB = b.randomness().unseeded().contains(library);
      String who = isInA && isInB ? "both" : isInA ? "the first" : "the second";
      found.add(
          new Suspect(
              Area.SEEDS,
              "unseeded " + library + " in " + who,
              "",
              "",
              weight,
              weight == UNSEEDED
                  ? "random numbers without a seed: the result differs each time, without any change"
                  : "random numbers without a seed, though here no metric differs"));
    }
  }

  private static void variables(Capture a, Capture b, List<Suspect> found) {
    Map<String, Variable> before = variables(a);
    Map<String, Variable> after = variables(b);
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String old = value(before, name);
      String now = value(after, name);
      if (!old.equals(now)) {
        boolean wasRead = wasRead(before, name) || wasRead(after, name);
        found.add(
            new Suspect(
                Area.VARIABLES,
                name,
                old,
                now,
                wasRead ? VARIABLE_READ : VARIABLE,
                wasRead ? "the program reads this variable" : "decides how numbers are computed"));
      }
    }
  }

  private static Map<String, Variable> variables(Capture capture) {
    return capture.variables().stream()
        .filter(Variables::isTaken)
        .collect(Collectors.toMap(Variable::name, some -> some, (a, b) -> a));
  }

  private static String value(Map<String, Variable> variables, String name) {
    Variable variable = variables.get(name);
    return variable == null ? "" : variable.value().orElse("set");
  }

  private static boolean wasRead(Map<String, Variable> variables, String name) {
    Variable variable = variables.get(name);
    return variable != null && variable.wasRead();
  }

  private static void changes(
      Area area,
      Map<String, String> before,
      Map<String, String> after,
      int weight,
      String reason,
      List<Suspect> found) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(after.keySet());
    for (String name : names) {
      String old = before.getOrDefault(name, "");
      String now = after.getOrDefault(name, "");
      if (!old.equals(now)) {
        found.add(new Suspect(area, name, old, now, weight, reason));
      }
    }
  }
}
