package dev.assay.repro.explain;

import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Source;
import dev.assay.repro.source.FileDiff;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Files of the source, and within them values that were written into the code. */
final class SourceDifferences {
  private static final int VALUE = 88;
  private static final int CODE = 80;
  private static final int CONFIG = 75;
  private static final int UNKNOWN_FILE = 30;
  private static final int NO_CODE = 5;
  private static final int LINES_SHOWN_MAX = 12;

  private static final Set<String> CODE_ENDINGS =
      Set.of(
          "py", "pyx", "ipynb", "sh", "r", "jl", "c", "cc", "cpp", "h", "cu", "rs", "java", "sql");
  private static final Set<String> CONFIG_ENDINGS =
      Set.of("yaml", "yml", "json", "toml", "cfg", "ini", "env", "conf", "properties");
  private static final Set<String> NO_CODE_ENDINGS =
      Set.of("md", "rst", "png", "jpg", "svg", "pdf", "gitignore", "license", "lock");

  private SourceDifferences() {}

  static List<Suspect> of(Subject a, Subject b, List<FileDiff> diffs) {
    Set<String> data = new HashSet<>(dataInSource(a.capture()));
    data.addAll(dataInSource(b.capture()));
    List<Suspect> found = new ArrayList<>();
    for (FileDiff diff : diffs) {
      if (!data.contains(diff.path())) {
        found.addAll(of(diff));
      }
    }
    if (a.capture().source().isPresent() != b.capture().source().isPresent()) {
      found.add(
          new Suspect(
              Area.SOURCE,
              "source",
              a.capture().source().isPresent() ? "captured" : "not captured",
              b.capture().source().isPresent() ? "captured" : "not captured",
              CODE,
              "the source of one of the two is not known"));
    }
    return found;
  }

  private static List<Suspect> of(FileDiff diff) {
    List<Suspect> found = new ArrayList<>();
    List<String> rest = new ArrayList<>();
    boolean isProgram = weight(diff.path()) >= CONFIG;
    for (FileDiff.Hunk hunk : diff.hunks()) {
      List<ChangedValue> values = isProgram ? ChangedValue.in(hunk) : List.of();
      values.forEach(value -> found.add(valueSuspect(diff, value)));
      long changed = hunk.lines().stream().filter(line -> line.startsWith("+")).count();
      long removed = hunk.lines().stream().filter(line -> line.startsWith("-")).count();
      if (values.size() < Math.max(changed, removed)) {
        rest.addAll(hunk.lines());
      }
    }
    if (found.isEmpty() || !rest.isEmpty()) {
      found.add(fileSuspect(diff, rest));
    }
    return found;
  }

  private static Suspect valueSuspect(FileDiff diff, ChangedValue value) {
    return new Suspect(
        Area.SOURCE,
        diff.path() + ":" + value.line(),
        value.oldValues(),
        value.newValues(),
        VALUE,
        "a value written into the code",
        List.of("-" + value.before(), "+" + value.after()));
  }

  private static Suspect fileSuspect(FileDiff diff, List<String> lines) {
    String before = diff.change() == FileDiff.Change.ADDED ? "" : "there";
    String after =
        switch (diff.change()) {
          case ADDED -> "new";
          case REMOVED -> "";
          case CHANGED -> "changed";
        };
    int weight = weight(diff.path());
    return new Suspect(
        Area.SOURCE,
        diff.path(),
        before,
        after,
        weight,
        reason(weight) + (diff.note().isEmpty() ? "" : "; " + diff.note()),
        lines.size() <= LINES_SHOWN_MAX
            ? lines
            : concat(lines.subList(0, LINES_SHOWN_MAX), lines.size() - LINES_SHOWN_MAX));
  }

  private static List<String> concat(List<String> lines, int more) {
    List<String> all = new ArrayList<>(lines);
    all.add(" … " + more + " more lines");
    return all;
  }

  private static int weight(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String ending = name.substring(name.lastIndexOf('.') + 1);
    if (NO_CODE_ENDINGS.contains(ending) || path.startsWith("docs/") || isTest(path, name)) {
      return NO_CODE;
    }
    if (CODE_ENDINGS.contains(ending)) {
      return CODE;
    }
    return CONFIG_ENDINGS.contains(ending) ? CONFIG : UNKNOWN_FILE;
  }

  private static boolean isTest(String path, String name) {
    return path.startsWith("tests/") || name.startsWith("test_");
  }

  private static String reason(int weight) {
    return switch (weight) {
      case CODE -> "code of the program";
      case CONFIG -> "looks like configuration";
      case NO_CODE -> "hardly part of the program";
      default -> "a file beside the program";
    };
  }

  /** Files of the snapshot that the program read as data; they are listed as such. */
  private static Set<String> dataInSource(Capture capture) {
    Optional<Source> source = capture.source();
    Set<String> paths = new HashSet<>();
    source.ifPresent(
        some ->
            capture.data().stream()
                .filter(file -> file.path().startsWith(some.root() + "/"))
                .forEach(file -> paths.add(file.path().substring(some.root().length() + 1))));
    return paths;
  }
}
