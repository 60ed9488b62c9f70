package dev.assay.repro.bisect;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.DataFile;
import dev.assay.core.capture.Environment;
import dev.assay.core.capture.Parameter;
import dev.assay.core.capture.Randomness.Seed;
import dev.assay.repro.rerun.Arguments;
import dev.assay.repro.rerun.OwnFiles;
import dev.assay.repro.rerun.Variables;
import dev.assay.repro.source.FileDiff;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The differences of two captures that can be swapped one by one. */
final class Factors {
  private static final int DIGITS_SHOWN = 12;

  private final Capture a;
  private final Capture b;
  private final List<Factor> found = new ArrayList<>();

  private Factors(Capture a, Capture b) {
    this.a = a;
    this.b = b;
  }

  /** All; {@code source} is the difference of the two source snapshots. */
  static List<Factor> of(Capture a, Capture b, List<FileDiff> source) {
    Factors factors = new Factors(a, b);
    factors.parameters();
    factors.files(source);
    factors.data();
    factors.seed();
    factors.packages();
    factors.variables();
    return List.copyOf(factors.found);
  }

  /** The hunks of a factor that is a changed file with more than one; else the factor itself. */
  static List<Factor> finer(Factor factor, List<FileDiff> source) {
    if (factor.kind() != Factor.Kind.FILE || factor.isHunk()) {
      return List.of(factor);
    }
    List<FileDiff.Hunk> hunks =
        source.stream()
            .filter(diff -> diff.path().equals(factor.name()))
            .filter(diff -> diff.change() == FileDiff.Change.CHANGED && !diff.isBinary())
            .findFirst()
            .map(FileDiff::hunks)
            .orElse(List.of());
    if (hunks.size() < 2) {
      return List.of(factor);
    }
    List<Factor> parts = new ArrayList<>();
    for (int i = 0; i < hunks.size(); i++) {
      parts.add(Factor.hunk(factor.name(), i, place(hunks.get(i))));
    }
    return parts;
  }

  /** Where a hunk changes the file, and the first line it adds. */
  static String place(FileDiff.Hunk hunk) {
    int line = hunk.oldStart();
    for (String text : hunk.lines()) {
      if (!text.startsWith(" ")) {
        break;
      }
      line++;
    }
    String added =
        hunk.lines().stream()
            .filter(text -> text.startsWith("+"))
            .findFirst()
            .map(text -> ": " + text.substring(1).strip())
            .orElse("");
    return "line " + line + added;
  }

  private void parameters() {
    Map<String, String> before = params(a);
    Map<String, String> after = params(b);
    Set<String> values = new HashSet<>();
    for (String name : names(before, after)) {
      String old = before.getOrDefault(name, "");
      String now = after.getOrDefault(name, "");
      boolean isOnBoth = before.containsKey(name) && after.containsKey(name);
      if (isOnBoth && !old.equals(now)) {
        found.add(Factor.of(Factor.Kind.PARAMETER, name, old, now));
        values.add(old);
        values.add(now);
      }
    }
    if (!isCommandExplained(values)) {
      found.add(
          Factor.of(
              Factor.Kind.COMMAND, "", String.join(" ", words(a)), String.join(" ", words(b))));
    }
  }

  /** What the program said it was configured with, and what one can see in its command line. */
  private static Map<String, String> params(Capture capture) {
    Map<String, String> params = new LinkedHashMap<>();
    Arguments.params(capture.command().argv())
        .forEach((name, value) -> params.put(name, placeless(capture, value)));
    for (Parameter param : capture.params()) {
      params.put(Arguments.name(param.name()), placeless(capture, param.value()));
    }
    return params;
  }

  private boolean isCommandExplained(Set<String> values) {
    List<String> before = words(a);
    List<String> after = words(b);
    return without(before, values).equals(without(after, values));
  }

  private static List<String> without(List<String> words, Set<String> values) {
    return words.stream()
        .map(
            word ->
                values.contains(word)
                    ? "*"
                    : values.contains(word.substring(word.indexOf('=') + 1))
                        ? word.substring(0, word.indexOf('=') + 1) + "*"
                        : word)
        .toList();
  }

  /** The command line without the interpreter, which belongs to the environment. */
  private static List<String> words(Capture capture) {
    return capture.command().argv().stream()
        .skip(capture.environment().isPresent() ? 1 : 0)
        .map(word -> placeless(capture, word))
        .toList();
  }

  private static String placeless(Capture capture, String text) {
    return capture.source().map(source -> text.replace(source.root(), "<folder>")).orElse(text);
  }

  private void files(List<FileDiff> source) {
    Set<String> data = new HashSet<>();
    a.data().forEach(file -> data.add(place(a, file)));
    b.data().forEach(file -> data.add(place(b, file)));
    for (FileDiff diff : source) {
      if (!data.contains(diff.path())) {
        String before = diff.change() == FileDiff.Change.ADDED ? "" : "A's";
        String after = diff.change() == FileDiff.Change.REMOVED ? "" : "B's";
        found.add(Factor.of(Factor.Kind.FILE, diff.path(), before, after));
      }
    }
  }

  private void data() {
    Map<String, DataFile> before = byPlace(a);
    Map<String, DataFile> after = byPlace(b);
    for (String place : names(before, after)) {
      DataFile old = before.get(place);
      DataFile now = after.get(place);
      if (old != null && now != null && !old.sha256().equals(now.sha256())) {
        found.add(Factor.of(Factor.Kind.DATA, place, digest(old), digest(now)));
      }
    }
  }

  static Map<String, DataFile> byPlace(Capture capture) {
    return OwnFiles.without(capture).stream()
        .collect(
            Collectors.toMap(
                file -> place(capture, file), file -> file, (x, y) -> x, LinkedHashMap::new));
  }

  /** A path below the root of the source, or the declared name, or the absolute path. */
  static String place(Capture capture, DataFile file) {
    Optional<String> below =
        capture
            .source()
            .map(source -> source.root() + "/")
            .filter(root -> file.path().startsWith(root))
            .map(root -> file.path().substring(root.length()));
    return below.or(file::name).orElse(file.path());
  }

  private static String digest(DataFile file) {
    return file.sha256().map(some -> some.hex().substring(0, DIGITS_SHOWN)).orElse("unknown");
  }

  private void seed() {
    String before = seed(a).orElse("");
    String after = seed(b).orElse("");
    if (!before.equals(after)) {
      found.add(Factor.of(Factor.Kind.SEED, "", before, after));
    }
  }

  /**
   * The seed that was given to {@code assay run}; those of the program are parameters or source.
   */
  static Optional<String> seed(Capture capture) {
    return capture.randomness().seeds().stream()
        .filter(seed -> seed.origin().equals("assay"))
        .map(Seed::value)
        .findFirst();
  }

  private void packages() {
    if (a.environment().isEmpty() || b.environment().isEmpty()) {
      return;
    }
    Map<String, Environment.Distribution> before = byName(a.environment().get());
    Map<String, Environment.Distribution> after = byName(b.environment().get());
    String old = a.environment().get().python().version();
    String now = b.environment().get().python().version();
    if (!old.equals(now)) {
      found.add(Factor.of(Factor.Kind.INTERPRETER, "python", old, now));
    }
    for (String name : names(before, after)) {
      String first = version(before, name);
      String second = version(after, name);
      if (!first.equals(second)) {
        found.add(Factor.of(Factor.Kind.PACKAGE, name, first, second));
      }
    }
  }

  static Map<String, Environment.Distribution> byName(Environment environment) {
    Map<String, Environment.Distribution> byName = new TreeMap<>();
    environment.distributions().forEach(some -> byName.put(normal(some.name()), some));
    return byName;
  }

  /** Names as PEP 503 compares them. */
  static String normal(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]+", "-");
  }

  private static String version(Map<String, Environment.Distribution> packages, String name) {
    Environment.Distribution some = packages.get(name);
    return some == null ? "" : some.version() + some.commit().map(at -> "@" + at).orElse("");
  }

  private void variables() {
    Map<String, String> before = values(a);
    Map<String, String> after = values(b);
    for (String name : names(before, after)) {
      String old = before.getOrDefault(name, "");
      String now = after.getOrDefault(name, "");
      if (!old.equals(now)) {
        found.add(Factor.of(Factor.Kind.VARIABLE, name, old, now));
      }
    }
  }

  /** Those a rerun takes over. */
  private static Map<String, String> values(Capture capture) {
    return Variables.of(capture);
  }

  private static <V> Set<String> names(Map<String, V> first, Map<String, V> second) {
    Set<String> names = new TreeSet<>(first.keySet());
    names.addAll(second.keySet());
    return names;
  }
}
