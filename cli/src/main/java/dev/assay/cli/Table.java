package dev.assay.cli;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, in columns as wide as needed; numbers to the right. Text from users is shown
 * without controls.
 */
final class Table {
  private static final int CELL_WIDTH_MAX = 60;

  private final List<String> headings;
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> headings) {
    this.headings = List.copyOf(headings);
  }

  void add(List<String> cells) {
    rows.add(cells.stream().map(Table::shown).toList());
  }

  String render() {
    StringBuilder out = new StringBuilder();
    line(out, headings);
    rows.forEach(row -> line(out, row));
    return out.toString();
  }

  /** A text as one line that cannot move the cursor or turn the reading direction. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().forEach(point -> out.appendCodePoint(isHarmless(point) ? point : '\uFFFD'));
    return out.length() <= CELL_WIDTH_MAX
        ? out.toString()
        : out.substring(0, CELL_WIDTH_MAX - 1) + "…";
  }

  private static boolean isHarmless(int point) {
    int type = Character.getType(point);
    return type != Character.CONTROL && type != Character.FORMAT && type != Character.SURROGATE;
  }

  private void line(StringBuilder out, List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      int width = width(column);
      String cell = cells.get(column);
      String blank = " ".repeat(Math.max(0, width - cell.length()));
      line.append(isNumeric(column) ? blank + cell : cell + blank).append("  ");
    }
    out.append(line.toString().stripTrailing()).append('\n');
  }

  private int width(int column) {
    int widest = rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    return Math.max(widest, headings.get(column).length());
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell.equals("-") || cell.matches("-?[0-9.]+(E-?[0-9]+)?"));
  }
}
