package dev.assay.repro.environment;

import dev.assay.core.Digest;
import dev.assay.core.capture.Environment;
import dev.assay.repro.source.SourceRestore;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** Builds environments again. Thread-safe, also between processes. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class EnvironmentRebuild {
  /**
   * @param environments the folder {@code <data>/environments}
   * @param script the place of {@code assay_environment.py}
   * @param progress is told each phase, as a line for people
   */
  public EnvironmentRebuild(
      Path environments, Path script, SourceRestore sources, Consumer<String> progress) {}

  /** What two environments must have in common to be built once. */
  public static Digest lock(Environment environment) {
    throw new UnsupportedOperationException("not built yet");
  }

  /**
   * An interpreter with the same packages: the one recorded when it still has them, one built
   * before, or one built now.
   *
   * @param sourceRoot where the source was, for packages installed from there
   * @param restoredRoot where it is now
   * @throws dev.assay.core.Failure UNAVAILABLE when no interpreter of the version is there or a
   *     package cannot be installed, with the next command
   */
  public Rebuilt rebuild(Environment environment, Path sourceRoot, Path restoredRoot) {
    throw new UnsupportedOperationException("not built yet");
  }

  /**
   * An interpreter to run with.
   *
   * @param searchPath to be put in front of PYTHONPATH: packages that were installed editable
   * @param isReused whether nothing had to be installed
   * @param differences what is not as it was
   */
  public record Rebuilt(
      Path python, List<Path> searchPath, boolean isReused, List<String> differences) {
    public Rebuilt {
      searchPath = List.copyOf(searchPath);
      differences = List.copyOf(differences);
    }
  }
}
