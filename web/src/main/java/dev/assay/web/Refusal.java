package dev.assay.web;

import java.util.List;

/** The web layer's own way out of a request: becomes a {@link Problem.Refused}. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String text;
  private final transient List<Response.Header> headers;

  Refusal(int status, String text, Response.Header... headers) {
    super(text, null, false, false);
    this.status = status;
    this.text = text;
    this.headers = List.of(headers);
  }

  /** What HTTP wants said beside the body, such as Allow. */
  List<Response.Header> headers() {
    return headers;
  }

  Problem problem() {
    return new Problem.Refused(status, text);
  }
}
