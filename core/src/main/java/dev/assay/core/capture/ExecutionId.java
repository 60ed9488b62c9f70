package dev.assay.core.capture;

import dev.assay.core.Failure;
import java.util.regex.Pattern;

/** The identifier of an execution: 32 lowercase hexadecimal digits. */
public record ExecutionId(String value) implements Comparable<ExecutionId> {
  /** The tag by which a run says which execution it was made in. */
  public static final String RUN_TAG = "assay.execution";

  private static final Pattern SHAPE = Pattern.compile("[0-9a-f]{32}");

  public ExecutionId {
    if (!SHAPE.matcher(value).matches()) {
      throw Failure.invalid(
          "'" + value + "' is not an execution id: 32 lowercase hexadecimal digits are needed");
    }
  }

  @Override
  public int compareTo(ExecutionId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
