package dev.assay.web;

import dev.assay.core.Failure;

/** Why a request is not answered as asked. */
public sealed interface Problem {
  /** A text for the user: no class name, path or trace in it. */
  String message();

  /** A handler, or a use case behind it, failed in a known way. */
  record Failed(Failure failure) implements Problem {
    @Override
    public String message() {
      return failure.getMessage();
    }
  }

  /**
   * The web layer refused the request or its answer. The status is HTTP's: 400 malformed, 403
   * foreign Host or Origin, 404 unknown path, 405 wrong method, 413 body too large, 416 range, 431
   * headers too large, 500 unexpected error, 503 too busy.
   */
  record Refused(int status, String message) implements Problem {}
}
