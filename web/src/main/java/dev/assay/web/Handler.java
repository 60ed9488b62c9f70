package dev.assay.web;

import java.io.IOException;

/**
 * Answers one request, on a virtual thread of its own: it may block. It throws {@link
 * dev.assay.core.Failure} for whatever the caller should hear about; anything else becomes an
 * answer 500 that says nothing but an id, which the log holds with the exception.
 */
@FunctionalInterface
public interface Handler {
  Response handle(Request request) throws IOException;
}
