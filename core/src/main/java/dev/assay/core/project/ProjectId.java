package dev.assay.core.project;

import dev.assay.core.Failure;

/** The number of a project; the first in a store is 0. */
public record ProjectId(long value) implements Comparable<ProjectId> {
  /** The project that always exists at first start. */
  public static final ProjectId DEFAULT = new ProjectId(0);

  public ProjectId {
    if (value < 0) {
      throw Failure.invalid("a project id is a whole number from 0, not " + value);
    }
  }

  /** Reads the decimal text form. */
  public static ProjectId parse(String text) {
    try {
      return new ProjectId(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw Failure.invalid("'" + text + "' is not a project id: a whole number is needed");
    }
  }

  @Override
  public int compareTo(ProjectId other) {
    return Long.compare(value, other.value);
  }

  @Override
  public String toString() {
    return Long.toString(value);
  }
}
