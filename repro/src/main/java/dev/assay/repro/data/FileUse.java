package dev.assay.repro.data;

/** The program opened a file; {@code path} is absolute, as the program named it. */
public record FileUse(Kind kind, String path) {
  /** What for. */
  public enum Kind {
    READ,
    WRITE
  }
}
