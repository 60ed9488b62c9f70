package dev.assay.repro.deliver;

import dev.assay.client.RunFacts;
import dev.assay.core.capture.Capture;
import dev.assay.repro.spool.Logged;

/**
 * An execution that is on the server with all its parts.
 *
 * @param run the main run
 * @param project the id of its project
 */
public record Completed(String run, String project, Capture capture) {
  /** Makes the capture once it is known what the console and the runs hold. */
  @FunctionalInterface
  public interface Assembler {
    Capture capture(long consoleBytes, Logged logged);
  }

  /** Brings everything that is left to the server. */
  public static Completed deliver(Delivery delivery, RunDelivery runs, Assembler assembler) {
    delivery.start();
    delivery.endConsole();
    Capture capture = assembler.capture(delivery.consoleBytes(), runs.logged());
    delivery.capture(capture);
    RunFacts main = runs.finish(capture);
    return new Completed(main.id(), main.projectId(), capture);
  }
}
