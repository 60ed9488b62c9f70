package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;

/** The texts of refusals that programs look for. */
final class Refusals {
  /** Longer values are cut where a message shows them. */
  private static final int SHOWN_CHARS_MAX = 500;

  private Refusals() {}

  /**
   * A value that does not do.
   *
   * @param json the value as compact JSON
   */
  static Failure value(String parameter, String json, String why) {
    String shown =
        json.length() <= SHOWN_CHARS_MAX ? json : json.substring(0, SHOWN_CHARS_MAX) + "...";
    return Failure.invalid(
        "Invalid value " + shown + " for parameter '" + parameter + "' supplied: " + why);
  }

  static Failure tooLong(String parameter, int charsMax) {
    return Failure.invalid(
        "'" + parameter + "' exceeds the maximum length of " + charsMax + " characters");
  }

  static Failure batchTooBig(String what, int max) {
    return Failure.invalid("A batch logging request can contain at most " + max + " " + what + ".");
  }
}
