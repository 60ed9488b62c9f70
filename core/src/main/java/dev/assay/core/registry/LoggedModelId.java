package dev.assay.core.registry;

import dev.assay.core.Failure;
import java.util.regex.Pattern;

/** The identifier of a logged model: {@code m-} and 32 hexadecimal digits. */
public record LoggedModelId(String value) implements Comparable<LoggedModelId> {
  private static final Pattern SHAPE = Pattern.compile("m-[0-9a-f]{32}");

  public LoggedModelId {
    if (!isValid(value)) {
      throw Failure.invalid(
          "'" + value + "' is not a logged model id: 'm-' and 32 hexadecimal digits are needed");
    }
  }

  public static boolean isValid(String text) {
    return SHAPE.matcher(text).matches();
  }

  @Override
  public int compareTo(LoggedModelId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
