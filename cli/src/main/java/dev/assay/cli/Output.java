package dev.assay.cli;

/** Where commands print. */
final class Output {
  private Output() {}

  static void print(String text) {
    System.out.println(text.stripTrailing());
  }

  /**
   * Something to know beside the answer; standard output belongs to the answer, or to a command.
   */
  static void tell(String text) {
    System.err.println("assay: " + text);
  }
}
