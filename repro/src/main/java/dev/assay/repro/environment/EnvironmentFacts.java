package dev.assay.repro.environment;

import dev.assay.core.capture.Environment;
import java.nio.file.Path;
import java.util.List;

/** Finds out what an interpreter's environment consists of. Thread-safe. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class EnvironmentFacts {
  /**
   * @param cache the folder {@code <data>/cache}
   */
  public EnvironmentFacts(Path cache) {}

  /**
   * Asks the interpreter, or the cache when nothing was installed since.
   *
   * @param interpreter absolute, or a name on the PATH
   * @param script the place of {@code assay_environment.py}
   * @throws dev.assay.core.Failure UNAVAILABLE when the interpreter does not answer
   */
  public Described describe(String interpreter, Path script, Path workingFolder) {
    throw new UnsupportedOperationException("not built yet");
  }

  /**
   * The environment, {@code imported} still empty.
   *
   * @param notes what could not be found out
   */
  public record Described(Environment environment, EnvironmentPaths paths, List<String> notes) {
    public Described {
      notes = List.copyOf(notes);
    }
  }
}
