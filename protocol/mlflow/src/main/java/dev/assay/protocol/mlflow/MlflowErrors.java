package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;
import dev.assay.web.ErrorShape;
import dev.assay.web.Problem;
import dev.assay.web.Response;

/** The one place where failures get MLflow's statuses and codes. */
final class MlflowErrors implements ErrorShape {
  static final MlflowErrors ERRORS = new MlflowErrors();

  private MlflowErrors() {}

  /** A status of HTTP with the code MLflow's clients know it by. */
  private record Code(int status, String name) {}

  @Override
  public Response shape(Problem problem) {
    return switch (problem) {
      case Problem.Failed(Failure failure) -> answer(code(failure.kind()), failure.getMessage());
      case Problem.Refused(int status, String message) -> answer(code(status), message);
    };
  }

  /** The answer for what MLflow offers and this server does not; clients do not repeat it. */
  static Response notImplemented(String message) {
    return answer(new Code(501, "NOT_IMPLEMENTED"), message);
  }

  private static Code code(Failure.Kind kind) {
    return switch (kind) {
      case INVALID, CONFLICT -> new Code(400, "INVALID_PARAMETER_VALUE");
      case ALREADY_EXISTS -> new Code(400, "RESOURCE_ALREADY_EXISTS");
      case NOT_FOUND -> new Code(404, "RESOURCE_DOES_NOT_EXIST");
      case DENIED -> new Code(403, "PERMISSION_DENIED");
      case UNAUTHENTICATED -> new Code(401, "UNAUTHENTICATED");
      case LIMIT -> new Code(429, "REQUEST_LIMIT_EXCEEDED");
      case UNAVAILABLE -> new Code(503, "TEMPORARILY_UNAVAILABLE");
      case CORRUPT -> new Code(500, "DATA_LOSS");
    };
  }

  private static Code code(int status) {
    String name =
        switch (status) {
          case 403 -> "PERMISSION_DENIED";
          case 404, 405 -> "ENDPOINT_NOT_FOUND";
          case 429 -> "REQUEST_LIMIT_EXCEEDED";
          case 503 -> "TEMPORARILY_UNAVAILABLE";
          default -> status < 500 ? "INVALID_PARAMETER_VALUE" : "INTERNAL_ERROR";
        };
    return new Code(status, name);
  }

  private static Response answer(Code code, String message) {
    return Answers.json(
        code.status(),
        json -> {
          json.writeStringProperty("error_code", code.name());
          json.writeStringProperty("message", message);
        });
  }
}
