package dev.assay.repro.explain;

import dev.assay.repro.source.FileDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A line of source in which nothing changed but values written into it.
 *
 * @param line its number in the first version
 */
record ChangedValue(int line, String before, String after, String oldValues, String newValues) {
  private static final Pattern LITERAL =
      Pattern.compile(
          "(?<![\\w.])-?\\d[\\d_]*(?:\\.\\d*)?(?:[eE][+-]?\\d+)?|\"[^\"]*\"|'[^']*'"
              + "|\\b(?:True|False|None|true|false|null)\\b");

  /** Those of a hunk: removed and added lines side by side. */
  static List<ChangedValue> in(FileDiff.Hunk hunk) {
    List<ChangedValue> found = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    List<String> added = new ArrayList<>();
    int line = hunk.oldStart();
    for (String text : hunk.lines()) {
      if (text.startsWith("-")) {
        removed.add(text.substring(1));
      } else if (text.startsWith("+")) {
        added.add(text.substring(1));
      } else {
        flush(removed, added, line, found);
        line += removed.size() + 1;
        removed.clear();
        added.clear();
      }
    }
    flush(removed, added, line, found);
    return found;
  }

  private static void flush(
      List<String> removed, List<String> added, int line, List<ChangedValue> found) {
    if (removed.size() != added.size()) {
      return;
    }
    for (int i = 0; i < removed.size(); i++) {
      of(line + i, removed.get(i), added.get(i)).ifPresent(found::add);
    }
  }

  private static Optional<ChangedValue> of(int line, String before, String after) {
    boolean isSameElse =
        LITERAL
            .matcher(before)
            .replaceAll("\u0000")
            .equals(LITERAL.matcher(after).replaceAll("\u0000"));
    if (!isSameElse || before.equals(after)) {
      return Optional.empty();
    }
    List<String> old = literals(before);
    List<String> now = literals(after);
    List<String> oldValues = new ArrayList<>();
    List<String> newValues = new ArrayList<>();
    for (int i = 0; i < old.size(); i++) {
      if (!old.get(i).equals(now.get(i))) {
        oldValues.add(old.get(i));
        newValues.add(now.get(i));
      }
    }
    return Optional.of(
        new ChangedValue(
            line,
            before.strip(),
            after.strip(),
            String.join(", ", oldValues),
            String.join(", ", newValues)));
  }

  private static List<String> literals(String text) {
    return LITERAL.matcher(text).results().map(MatchResult::group).toList();
  }
}
