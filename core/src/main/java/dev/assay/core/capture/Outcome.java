package dev.assay.core.capture;

import dev.assay.core.Digest;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How an execution ended. Neither exit code nor signal when it is not known.
 *
 * @param written the files the program wrote and left behind
 */
public record Outcome(
    OptionalInt exitCode,
    Optional<String> signal,
    long startedAtMillis,
    long endedAtMillis,
    long peakMemoryBytes,
    double cpuSeconds,
    long consoleBytes,
    List<Output> written) {
  public Outcome {
    written = List.copyOf(written);
  }

  /**
   * A file written.
   *
   * @param path below the working folder where it lies there, else absolute
   * @param isKept whether the store has the bytes, as an artifact of the run
   */
  public record Output(String path, Optional<Digest> sha256, long bytes, boolean isKept) {}
}
