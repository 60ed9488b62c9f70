package dev.assay.cli;

import java.util.ArrayList;
import java.util.List;

/** Text for a terminal of 80 columns. Text from users is shown without controls. */
final class Paragraphs {
  static final int WIDTH = 80;

  private final StringBuilder out = new StringBuilder();

  void heading(String text) {
    out.append('\n').append(text).append('\n');
  }

  void line(String text) {
    out.append(text).append('\n');
  }

  /** A label, and its text beside it, over as many lines as needed. */
  void fact(String label, String text) {
    item("  %-12s ".formatted(label), text);
  }

  /** A text that begins after {@code start}; its further lines are indented as far. */
  void item(String start, String text) {
    String indent = " ".repeat(start.length());
    String before = start;
    for (String piece : wrapped(clean(text), WIDTH - start.length())) {
      out.append((before + piece).stripTrailing()).append('\n');
      before = indent;
    }
  }

  String text() {
    return out.toString();
  }

  private static List<String> wrapped(String text, int width) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > width) {
      int cut = rest.lastIndexOf(' ', width);
      int end = cut <= 0 ? width : cut;
      lines.add(rest.substring(0, end));
      rest = rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }

  private static String clean(String text) {
    StringBuilder clean = new StringBuilder();
    text.codePoints()
        .forEach(
            point -> {
              int type = Character.getType(point);
              boolean isHarmless =
                  type != Character.CONTROL
                      && type != Character.FORMAT
                      && type != Character.SURROGATE;
              clean.appendCodePoint(isHarmless ? point : '\uFFFD');
            });
    return clean.toString();
  }
}
