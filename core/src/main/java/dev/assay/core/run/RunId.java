package dev.assay.core.run;

import dev.assay.core.Failure;
import java.util.regex.Pattern;

/**
 * The identifier of a run: 1 to 256 letters, digits, {@code _} or {@code -}; Assay makes 32
 * hexadecimal digits.
 */
public record RunId(String value) implements Comparable<RunId> {
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,255}");

  public RunId {
    if (!isValid(value)) {
      throw Failure.invalid(
          "'" + value + "' is not a run id: 1 to 256 letters, digits, '_' or '-' are needed");
    }
  }

  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public int compareTo(RunId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
