package dev.assay.conformance.fault;

/** A call was answered, but not with a 200. Fails a test unless the test expects it. */
final class Refused extends AssertionError {
  private static final long serialVersionUID = 1L;

  private final int status;

  Refused(String call, int status, String body) {
    super(call + " answered " + status + ": " + body);
    this.status = status;
  }

  int status() {
    return status;
  }
}
