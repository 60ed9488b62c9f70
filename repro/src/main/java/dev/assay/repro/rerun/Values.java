package dev.assay.repro.rerun;

/** Values of params as they are compared. */
final class Values {
  private Values() {}

  /** The same text, or the same number: {@code 1e-3} and {@code 0.001}. */
  static boolean areSame(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    try {
      return Double.compare(Double.parseDouble(a), Double.parseDouble(b)) == 0;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
