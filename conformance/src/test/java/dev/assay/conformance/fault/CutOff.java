package dev.assay.conformance.fault;

/** A call got no answer: nobody knows whether it was carried out. */
final class CutOff extends Exception {
  private static final long serialVersionUID = 1L;

  CutOff(Throwable cause) {
    super("no answer", cause);
  }
}
