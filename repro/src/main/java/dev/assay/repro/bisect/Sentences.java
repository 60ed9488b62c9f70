package dev.assay.repro.bisect;

import dev.assay.core.capture.Capture;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a bisection says in the end, in words for somebody who did not follow it. */
final class Sentences {
  private Sentences() {}

  static String found(String metric, Effect effect, CauseSearch.Cause cause, int trials) {
    String change =
        "The change of %s from %s to %s".formatted(metric, number(effect.a()), number(effect.b()));
    List<String> texts = cause.factors().stream().map(Factor::text).toList();
    if (!cause.isMinimal()) {
      return change
          + " is not traced to the end: the search stopped after "
          + trials
          + " trials; the cause is among "
          + String.join(", ", texts)
          + ".";
    }
    if (texts.size() == 1) {
      return change + " comes from one difference: " + texts.getFirst() + ".";
    }
    return change
        + " comes from "
        + texts.size()
        + " differences together: "
        + String.join(" and ", texts)
        + "; none of them can be left out.";
  }

  static String noChange(String metric, Effect effect) {
    return "There is nothing to search for: %s is %s in both runs."
        .formatted(metric, number(effect.a()));
  }

  static String nothingToSwap(String metric, Effect effect, List<String> notTried) {
    String start =
        "%s changes from %s to %s, but nothing that was captured differs and can be swapped"
            .formatted(metric, number(effect.a()), number(effect.b()));
    return notTried.isEmpty()
        ? start + ": a run that does not reproduce itself gives such changes; try 'assay rerun'."
        : start + "; what differs is " + String.join(", ", notTried) + ".";
  }

  static String noise(String metric, Effect effect, List<String> notReproduced) {
    return notReproduced.stream().map(text -> text + " ").collect(Collectors.joining())
        + "The change of %s from %s to %s is no larger than that noise, so it has no cause to be found."
            .formatted(metric, number(effect.a()), number(effect.b()));
  }

  static String elsewhere(String metric, Effect effect, List<String> notTried) {
    return "The change of %s from %s to %s does not come from anything that can be swapped here; what else differs is %s."
        .formatted(metric, number(effect.a()), number(effect.b()), String.join(", ", notTried));
  }

  static String notReproduced(String name, Capture capture, String metric, double noise) {
    List<String> unseeded = capture.randomness().unseeded();
    String why =
        unseeded.isEmpty()
            ? ""
            : ": " + String.join(", ", unseeded) + " draws random numbers without a seed";
    return "Run %s does not reproduce itself: %s differs by up to %s between repeats%s."
        .formatted(name, metric, number(noise), why);
  }

  static String number(double value) {
    return String.format(Locale.ROOT, "%.6g", value)
        .replaceFirst("(\\.\\d*?)0+$", "$1")
        .replaceFirst("\\.$", "");
  }
}
