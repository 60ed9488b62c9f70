package dev.assay.repro.explain;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Outcome;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Parameters, the command itself, and how it ended. */
final class ProgramDifferences {
  private static final int PARAMETER = 90;
  private static final int BOOKKEEPING_PARAMETER = 15;
  private static final int COMMAND = 40;
  private static final int OUTCOME = 95;
  private static final Pattern BOOKKEEPING =
      Pattern.compile(
          "(?i).*(verbose|log_?level|log_?dir|out_?(put|dir|path)|run_?name|name|tag)s?");

  private ProgramDifferences() {}

  static List<Suspect> of(Subject a, Subject b) {
    List<Suspect> found = new ArrayList<>();
    Set<String> values = parameters(a, b, found);
    command(a, b, values, found);
    outcome(a.capture().outcome(), b.capture().outcome(), found);
    return found;
  }

  /** Gives the values that differ. */
  private static Set<String> parameters(Subject a, Subject b, List<Suspect> found) {
    Set<String> names = new TreeSet<>(a.params().keySet());
    names.addAll(b.params().keySet());
    Set<String> values = new HashSet<>();
    for (String name : names) {
      String before = a.placeless(a.params().getOrDefault(name, ""));
      String after = b.placeless(b.params().getOrDefault(name, ""));
      boolean isOnBoth = a.params().containsKey(name) && b.params().containsKey(name);
      if (isOnBoth && before.equals(after)) {
        continue;
      }
      values.add(before);
      values.add(after);
      boolean isBookkeeping = BOOKKEEPING.matcher(name).matches();
      found.add(
          new Suspect(
              Area.PARAMETERS,
              name,
              before,
              after,
              isBookkeeping ? BOOKKEEPING_PARAMETER : PARAMETER,
              isBookkeeping
                  ? "a parameter whose name sounds like bookkeeping"
                  : "a parameter the program was given"));
    }
    return values;
  }

  private static void command(Subject a, Subject b, Set<String> explained, List<Suspect> found) {
    List<String> before = words(a);
    List<String> after = words(b);
    if (before.equals(after) || isExplained(before, after, explained)) {
      return;
    }
    found.add(
        new Suspect(
            Area.COMMAND,
            "command",
            String.join(" ", before),
            String.join(" ", after),
            COMMAND,
            "another command was typed"));
  }

  /** Whether the words differ only by values of parameters, which are listed by themselves. */
  private static boolean isExplained(List<String> a, List<String> b, Set<String> explained) {
    Set<String> apart = new HashSet<>(a);
    apart.addAll(b);
    Set<String> common = new HashSet<>(a);
    common.retainAll(new HashSet<>(b));
    apart.removeAll(common);
    return apart.stream()
        .allMatch(word -> explained.contains(word.substring(word.indexOf('=') + 1)));
  }

  /** The command without the place of the interpreter and of the source. */
  private static List<String> words(Subject subject) {
    Capture capture = subject.capture();
    List<String> words = new ArrayList<>();
    for (String word : capture.command().argv()) {
      boolean isProgram = words.isEmpty() && word.contains("/");
      words.add(isProgram ? fileName(word) : subject.placeless(word));
    }
    if (!words.isEmpty() && words.getFirst().matches("python[0-9.]*")) {
      words.set(0, "python");
    }
    return words;
  }

  private static String fileName(String path) {
    Path name = Path.of(path).getFileName();
    return name == null ? path : name.toString();
  }

  private static void outcome(Outcome a, Outcome b, List<Suspect> found) {
    String before = end(a);
    String after = end(b);
    if (!before.equals(after)) {
      found.add(
          new Suspect(
              Area.OUTCOME,
              "outcome",
              before,
              after,
              OUTCOME,
              "one of the two did not end as usual"));
    }
  }

  private static String end(Outcome outcome) {
    return outcome
        .signal()
        .map(signal -> "ended by " + signal)
        .orElseGet(
            () ->
                outcome.exitCode().isPresent()
                    ? "exit code " + outcome.exitCode().getAsInt()
                    : "unknown");
  }
}
