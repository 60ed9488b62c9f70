package dev.assay.protocol.mlflow;

import dev.assay.core.account.Actor;
import dev.assay.core.query.parse.Grammar.Style;
import dev.assay.web.Request;

/** A decoded request to an endpoint. */
record Call(Actor actor, Message message, Request request) {
  /** The header by which a client asks for more of the query language than MLflow has. */
  static final String GRAMMAR_HEADER = "x-assay-grammar";

  static Call of(Request request) {
    return new Call(request.actor(), Message.of(request), request);
  }

  /** How much of the query language the client may use. */
  Style style() {
    return request.headers().first(GRAMMAR_HEADER).filter("extended"::equals).isPresent()
        ? Style.EXTENDED
        : Style.PLAIN;
  }
}
