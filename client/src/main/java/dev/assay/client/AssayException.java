package dev.assay.client;

/** The server refused, or could not be asked. The message is meant for the user. */
public final class AssayException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;

  AssayException(int status, String message) {
    super(message);
    this.status = status;
  }

  AssayException(String message, Throwable cause) {
    super(message, cause);
    this.status = 0;
  }

  /** The HTTP status; 0 when there was no answer. */
  public int status() {
    return status;
  }
}
