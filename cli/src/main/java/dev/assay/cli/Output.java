package dev.assay.cli;

/** Where commands print. */
final class Output {
  private Output() {}

  static void print(String text) {
    System.out.println(text.stripTrailing());
  }
}
