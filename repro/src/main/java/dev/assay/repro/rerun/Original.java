package dev.assay.repro.rerun;

import dev.assay.client.RunFacts;
import dev.assay.core.capture.Capture;

/**
 * A run with what its execution depended on.
 *
 * @param run the one that was asked for; its execution may have others
 */
public record Original(RunFacts run, Capture capture, String user, String host) {
  public String execution() {
    return capture.execution();
  }
}
