package dev.assay.core.run;

/** What happened to the execution of a run. */
public enum Status {
  SCHEDULED,
  RUNNING,
  FINISHED,
  FAILED,
  /** Stopped from outside: by its user, or because its client was not heard any more. */
  INTERRUPTED;

  public boolean hasEnded() {
    return this == FINISHED || this == FAILED || this == INTERRUPTED;
  }
}
