package dev.assay.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.web.Json;
import dev.assay.web.Problem;
import dev.assay.web.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

final class MlflowErrorsTest {
  private static JsonNode body(Response response) {
    return response.body() instanceof Response.Body.Bytes(byte[] content)
        ? Json.tree(content)
        : Json.object();
  }

  @Test
  void everyKindOfFailureHasItsStatusAndCode() {
    assertThat(worded(Failure.invalid("x"))).isEqualTo("400 INVALID_PARAMETER_VALUE x");
    assertThat(worded(Failure.conflict("x"))).isEqualTo("400 INVALID_PARAMETER_VALUE x");
    assertThat(worded(Failure.alreadyExists("x"))).isEqualTo("400 RESOURCE_ALREADY_EXISTS x");
    assertThat(worded(Failure.notFound("x"))).isEqualTo("404 RESOURCE_DOES_NOT_EXIST x");
    assertThat(worded(Failure.denied("x"))).isEqualTo("403 PERMISSION_DENIED x");
    assertThat(worded(Failure.unauthenticated("x"))).isEqualTo("401 UNAUTHENTICATED x");
    assertThat(worded(Failure.limit("x"))).isEqualTo("429 REQUEST_LIMIT_EXCEEDED x");
    assertThat(worded(Failure.unavailable("x"))).isEqualTo("503 TEMPORARILY_UNAVAILABLE x");
    assertThat(worded(Failure.corrupt("x"))).isEqualTo("500 DATA_LOSS x");
  }

  @ParameterizedTest
  @CsvSource({
    "400,INVALID_PARAMETER_VALUE",
    "403,PERMISSION_DENIED",
    "404,ENDPOINT_NOT_FOUND",
    "405,ENDPOINT_NOT_FOUND",
    "413,INVALID_PARAMETER_VALUE",
    "500,INTERNAL_ERROR",
    "503,TEMPORARILY_UNAVAILABLE"
  })
  void refusalsOfTheWebLayerKeepTheirStatus(int status, String code) {
    Response response = MlflowErrors.ERRORS.shape(new Problem.Refused(status, "why"));
    assertThat(response.status()).isEqualTo(status);
    assertThat(body(response).get("error_code").stringValue()).isEqualTo(code);
  }

  private static String worded(Failure failure) {
    Response response = MlflowErrors.ERRORS.shape(new Problem.Failed(failure));
    JsonNode body = body(response);
    return response.status()
        + " "
        + body.get("error_code").stringValue()
        + " "
        + body.get("message").stringValue();
  }
}
