package dev.assay.web;

/**
 * The methods a route can answer. HEAD is served by each GET route, with the same headers and no
 * body.
 */
public enum Method {
  GET,
  POST,
  PUT,
  PATCH,
  DELETE;

  /**
   * Whether a request of this method changes state, so that a foreign web page must not be able to
   * send it.
   */
  boolean changesState() {
    return this != GET;
  }
}
