package dev.assay.repro.spool;

/**
 * What the runs of an execution hold on the server, as far as a capture's completeness depends on
 * it.
 *
 * @param isKnown whether the server could be asked
 */
public record Logged(boolean isKnown, int metrics, int params, int artifacts) {
  public static final Logged UNKNOWN = new Logged(false, 0, 0, 0);
}
