package dev.assay.repro.bisect;

/**
 * One difference of two runs that can be swapped by itself.
 *
 * @param kind what is swapped
 * @param name of the parameter, package, file, variable; empty for what there is one of
 * @param part of a file, the index of the hunk; -1 for the whole
 * @param a what the first run has; empty when nothing
 * @param b what the second run has; empty when nothing
 */
public record Factor(Kind kind, String name, int part, String a, String b) {
  /** What can be swapped. */
  public enum Kind {
    PARAMETER(Group.PARAMETERS, "parameter"),
    COMMAND(Group.PARAMETERS, "command"),
    FILE(Group.SOURCE, "file"),
    DATA(Group.DATA, "data file"),
    SEED(Group.SEED, "seed"),
    PACKAGE(Group.ENVIRONMENT, "package"),
    INTERPRETER(Group.ENVIRONMENT, "interpreter"),
    VARIABLE(Group.ENVIRONMENT, "variable");

    private final Group group;
    private final String word;

    Kind(Group group, String word) {
      this.group = group;
      this.word = word;
    }
  }

  static Factor of(Kind kind, String name, String a, String b) {
    return new Factor(kind, name, -1, a, b);
  }

  /** A part of a file that changed; {@code place} tells people where. */
  static Factor hunk(String path, int index, String place) {
    return new Factor(Kind.FILE, path, index, place, "");
  }

  Group group() {
    return kind.group;
  }

  boolean isHunk() {
    return part >= 0;
  }

  /** The same for the same difference of the same two runs. */
  String key() {
    return kind + ":" + name + (isHunk() ? "#" + part : "");
  }

  /** For people: {@code parameter lr (0.1 -> 0.2)}. */
  public String text() {
    String start = (kind.word + " " + name).strip();
    if (isHunk()) {
      return start + " " + a;
    }
    return start + " (" + shown(a) + " -> " + shown(b) + ")";
  }

  private static String shown(String value) {
    return value.isEmpty() ? "absent" : value;
  }
}
