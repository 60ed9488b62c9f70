package dev.assay.repro.lookup;

import dev.assay.client.ExecutionFacts;
import dev.assay.client.RunFacts;
import dev.assay.core.Failure;
import dev.assay.core.capture.Capture;
import java.util.Optional;

/**
 * A run with what was recorded of it.
 *
 * @param execution absent when it was not made under {@code assay run}
 * @param capture absent, too, while the command runs and until it is delivered
 */
public record Found(RunFacts run, Optional<ExecutionFacts> execution, Optional<Capture> capture) {

  /**
   * The capture.
   *
   * @throws Failure INVALID when there is none: why, and what to do
   */
  public Capture requireCapture() {
    return capture.orElseThrow(() -> Failure.invalid(whyNoCapture()));
  }

  /** Why there is no capture, and what to do. */
  public String whyNoCapture() {
    if (execution.isEmpty()) {
      return "run "
          + run.id()
          + " has no capture: it was not made under 'assay run' or assay.init();"
          + " run its command again with: assay run -- COMMAND";
    }
    return execution.get().endedAt().isPresent()
        ? "the capture of run "
            + run.id()
            + " has not arrived; any assay command on the machine it ran on delivers it: assay runs"
        : "run " + run.id() + " still runs; its capture is complete when it ends";
  }
}
