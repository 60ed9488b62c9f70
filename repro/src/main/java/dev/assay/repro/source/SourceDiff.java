package dev.assay.repro.source;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.Patch;
import dev.assay.core.capture.SourceFile;
import dev.assay.repro.files.FileNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The difference of two snapshots, file by file. Thread-safe. */
public final class SourceDiff {
  private static final int CONTEXT_LINES = 3;
  private static final long COMPARED_BYTES_MAX = 2_000_000;
  private static final int SNIFFED_BYTES = 8_000;
  private static final String NO_NEWLINE = "\\ No newline at end of file";

  private final SourceRestore restore;

  public SourceDiff(SourceRestore restore) {
    this.restore = restore;
  }

  /** The files that differ, sorted by path. */
  public List<FileDiff> between(SourceListing before, SourceListing after) {
    Set<String> paths = new TreeSet<>();
    before.files().forEach(file -> paths.add(file.path()));
    after.files().forEach(file -> paths.add(file.path()));
    List<FileDiff> diffs = new ArrayList<>();
    for (String path : paths) {
      between(path, before.find(path), after.find(path)).ifPresent(diffs::add);
    }
    return diffs;
  }

  private Optional<FileDiff> between(
      String path, Optional<SourceFile> before, Optional<SourceFile> after) {
    if (before.isPresent() && after.isPresent() && isSame(before.get(), after.get())) {
      return Optional.empty();
    }
    FileDiff.Change change =
        before.isEmpty()
            ? FileDiff.Change.ADDED
            : after.isEmpty() ? FileDiff.Change.REMOVED : FileDiff.Change.CHANGED;
    String note = note(before, after);
    if (isLarge(before) || isLarge(after)) {
      return Optional.of(
          new FileDiff(path, change, true, List.of(), joined(note, "too large to compare")));
    }
    byte[] old = content(before);
    byte[] now = content(after);
    boolean isBinary = isBinary(old) || isBinary(now);
    List<FileDiff.Hunk> hunks = isBinary ? List.of() : hunks(old, now);
    return Optional.of(new FileDiff(path, change, isBinary, hunks, note));
  }

  private static boolean isSame(SourceFile one, SourceFile other) {
    if (one instanceof SourceFile.Regular a && other instanceof SourceFile.Regular b) {
      return a.sha256().equals(b.sha256()) && a.isExecutable() == b.isExecutable();
    }
    return one.equals(other);
  }

  private static String note(Optional<SourceFile> before, Optional<SourceFile> after) {
    String old = before.map(SourceDiff::kind).orElse("");
    String now = after.map(SourceDiff::kind).orElse("");
    return old.equals(now) || old.isEmpty() || now.isEmpty() ? "" : old + " -> " + now;
  }

  private static String kind(SourceFile file) {
    return switch (file) {
      case SourceFile.Regular each -> each.isExecutable() ? "executable" : "file";
      case SourceFile.Link each -> "link to " + each.target();
    };
  }

  private static String joined(String note, String more) {
    return note.isEmpty() ? more : note + "; " + more;
  }

  private static boolean isLarge(Optional<SourceFile> file) {
    return file.filter(
            each -> each instanceof SourceFile.Regular some && some.bytes() > COMPARED_BYTES_MAX)
        .isPresent();
  }

  /** A link is compared by where it leads, as git does. */
  private byte[] content(Optional<SourceFile> file) {
    if (file.isEmpty()) {
      return new byte[0];
    }
    return switch (file.get()) {
      case SourceFile.Regular each -> restore.read(each);
      case SourceFile.Link each -> FileNames.bytes(each.target());
    };
  }

  private static boolean isBinary(byte[] content) {
    for (int i = 0; i < Math.min(content.length, SNIFFED_BYTES); i++) {
      if (content[i] == 0) {
        return true;
      }
    }
    return false;
  }

  private static List<FileDiff.Hunk> hunks(byte[] before, byte[] after) {
    List<String> old = lines(before);
    List<String> now = lines(after);
    List<FileDiff.Hunk> hunks = new ArrayList<>();
    for (List<AbstractDelta<String>> group : groups(DiffUtils.diff(old, now))) {
      hunks.add(hunk(group, old, now));
    }
    return hunks;
  }

  /** Changes so near to each other that their surroundings meet are one hunk. */
  private static List<List<AbstractDelta<String>>> groups(Patch<String> patch) {
    List<List<AbstractDelta<String>>> groups = new ArrayList<>();
    int end = Integer.MIN_VALUE / 2;
    for (AbstractDelta<String> delta : patch.getDeltas()) {
      if (delta.getSource().getPosition() - end > 2 * CONTEXT_LINES) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(delta);
      end = delta.getSource().getPosition() + delta.getSource().size();
    }
    return groups;
  }

  private static FileDiff.Hunk hunk(
      List<AbstractDelta<String>> group, List<String> old, List<String> now) {
    int oldStart = Math.max(0, group.getFirst().getSource().getPosition() - CONTEXT_LINES);
    int newStart = Math.max(0, group.getFirst().getTarget().getPosition() - CONTEXT_LINES);
    List<String> lines = new ArrayList<>();
    int at = oldStart;
    for (AbstractDelta<String> delta : group) {
      add(lines, ' ', old.subList(at, delta.getSource().getPosition()));
      add(lines, '-', delta.getSource().getLines());
      add(lines, '+', delta.getTarget().getLines());
      at = delta.getSource().getPosition() + delta.getSource().size();
    }
    int oldEnd = Math.min(old.size(), at + CONTEXT_LINES);
    add(lines, ' ', old.subList(at, oldEnd));
    AbstractDelta<String> last = group.getLast();
    int newAt = last.getTarget().getPosition() + last.getTarget().size();
    int newEnd = Math.min(now.size(), newAt + oldEnd - at);
    return new FileDiff.Hunk(
        oldStart + 1, oldEnd - oldStart, newStart + 1, newEnd - newStart, lines);
  }

  private static void add(List<String> lines, char mark, List<String> some) {
    for (String line : some) {
      lines.add(mark + (line.endsWith("\n") ? line.substring(0, line.length() - 1) : line));
      if (!line.endsWith("\n")) {
        lines.add(NO_NEWLINE);
      }
    }
  }

  /** Each with its line end, so that a last line without one differs from one that has it. */
  private static List<String> lines(byte[] content) {
    String text = FileNames.text(content);
    List<String> lines = new ArrayList<>();
    int start = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      lines.add(text.substring(start, end + 1));
      start = end + 1;
    }
    if (start < text.length()) {
      lines.add(text.substring(start));
    }
    return lines;
  }

  /** As a unified diff, to be shown. */
  public static String unified(List<FileDiff> diffs) {
    StringBuilder out = new StringBuilder();
    for (FileDiff diff : diffs) {
      out.append(diff.change() == FileDiff.Change.ADDED ? "--- /dev/null" : "--- a/" + diff.path());
      out.append(
          diff.change() == FileDiff.Change.REMOVED
              ? "\n+++ /dev/null\n"
              : "\n+++ b/" + diff.path() + "\n");
      if (!diff.note().isEmpty()) {
        out.append(diff.note()).append('\n');
      }
      if (diff.isBinary()) {
        out.append("Binary files differ\n");
      }
      diff.hunks().forEach(hunk -> append(out, hunk));
    }
    return out.toString();
  }

  private static void append(StringBuilder out, FileDiff.Hunk hunk) {
    out.append("@@ -").append(range(hunk.oldStart(), hunk.oldCount()));
    out.append(" +").append(range(hunk.newStart(), hunk.newCount())).append(" @@\n");
    hunk.lines().forEach(line -> out.append(line).append('\n'));
  }

  /** Of nothing, the range begins before the first line. */
  private static String range(int start, int count) {
    return (count == 0 ? start - 1 : start) + (count == 1 ? "" : "," + count);
  }

  /**
   * The old content with some of the hunks of its diff, by their index: for a search in halves. All
   * of them give the new content, none the old.
   */
  public static byte[] patched(byte[] before, byte[] after, Set<Integer> hunks) {
    List<String> old = lines(before);
    List<List<AbstractDelta<String>>> groups = groups(DiffUtils.diff(old, lines(after)));
    StringBuilder out = new StringBuilder();
    int at = 0;
    for (int number = 0; number < groups.size(); number++) {
      if (hunks.contains(number)) {
        for (AbstractDelta<String> delta : groups.get(number)) {
          old.subList(at, delta.getSource().getPosition()).forEach(out::append);
          delta.getTarget().getLines().forEach(out::append);
          at = delta.getSource().getPosition() + delta.getSource().size();
        }
      }
    }
    old.subList(at, old.size()).forEach(out::append);
    return FileNames.bytes(out.toString());
  }
}
