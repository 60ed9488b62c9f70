package dev.assay.repro.execute;

/** A command on its way. */
interface Running {
  /** Waits for its end, but not longer than this; true when it has ended. */
  boolean awaitEnd(long millis) throws InterruptedException;

  /** After its end: the exit code as a shell has it. */
  int exitCode();

  /** Whether somebody notes the console and the outcome. */
  boolean isRecording();
}
