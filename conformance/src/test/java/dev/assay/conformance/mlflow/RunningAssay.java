package dev.assay.conformance.mlflow;

import dev.assay.server.App;
import dev.assay.server.Config;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The server in this process, on a folder of its own and any free port. */
final class RunningAssay implements AutoCloseable {
  private final App app;

  private RunningAssay(App app) {
    this.app = app;
  }

  static RunningAssay on(Path folder) {
    return new RunningAssay(
        App.start(
            new Config(
                "127.0.0.1",
                0,
                folder,
                Optional.empty(),
                false,
                Set.of(),
                Duration.ofMinutes(10),
                Duration.ofDays(1),
                false)));
  }

  /** Where clients reach it. */
  String address() {
    return app.address();
  }

  @Override
  public void close() {
    app.close();
  }
}
