package dev.assay.protocol.rest;

import dev.assay.core.Failure;
import dev.assay.web.ErrorShape;
import dev.assay.web.Json;
import dev.assay.web.Problem;
import dev.assay.web.Response;
import java.util.Locale;

/** The one place where failures become statuses and words of this API. */
final class RestErrors implements ErrorShape {
  @Override
  public Response shape(Problem problem) {
    return switch (problem) {
      case Problem.Failed(Failure failure) ->
          answer(status(failure.kind()), word(failure.kind()), failure.getMessage());
      case Problem.Refused(int status, String message) -> answer(status, "refused", message);
    };
  }

  static int status(Failure.Kind kind) {
    return switch (kind) {
      case INVALID -> 400;
      case UNAUTHENTICATED -> 401;
      case DENIED -> 403;
      case NOT_FOUND -> 404;
      case ALREADY_EXISTS, CONFLICT -> 409;
      case LIMIT -> 413;
      case CORRUPT -> 500;
      case UNAVAILABLE -> 503;
    };
  }

  private static String word(Failure.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Response answer(int status, String kind, String message) {
    return Response.json(
        status,
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeObjectPropertyStart("error");
              json.writeStringProperty("kind", kind);
              json.writeStringProperty("message", message);
              json.writeEndObject();
              json.writeEndObject();
            }));
  }
}
