package dev.assay.repro.environment;

import dev.assay.core.capture.Environment;

/** An environment as the files that tools read. */
@SuppressWarnings("DoNotCallSuggester") // until it is built
public final class EnvironmentFiles {
  private EnvironmentFiles() {}

  public static String requirements(Environment environment) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static String conda(Environment environment) {
    throw new UnsupportedOperationException("not built yet");
  }

  public static String dockerfile(Environment environment) {
    throw new UnsupportedOperationException("not built yet");
  }
}
