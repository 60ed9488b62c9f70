package dev.assay.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.web.Json;
import dev.assay.web.RouteGroup;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class OpenApiTest {
  @Test
  void describesEveryRouteWithItsPermissionAndNoOther() throws IOException {
    Set<String> described = new TreeSet<>();
    document()
        .path("paths")
        .propertyStream()
        .forEach(
            path ->
                path.getValue()
                    .propertyStream()
                    .forEach(
                        operation ->
                            described.add(
                                operation.getKey().toUpperCase(Locale.ROOT)
                                    + " "
                                    + path.getKey()
                                    + " "
                                    + operation.getValue().path("x-permission").asString())));

    assertThat(described).isEqualTo(served());
  }

  @Test
  void refersOnlyToSchemasItHas() throws IOException {
    JsonNode document = document();
    assertThat(document.findValues("$ref"))
        .isNotEmpty()
        .allSatisfy(
            reference ->
                assertThat(document.at(reference.asString().substring(1)).isObject())
                    .as(reference.asString())
                    .isTrue());
  }

  private static Set<String> served() {
    RouteGroup group = TestApi.routes();
    Set<String> served = new TreeSet<>();
    group
        .routes()
        .forEach(
            route ->
                served.add(
                    route.method()
                        + " "
                        + route.template().toString().replace("...}", "}")
                        + " "
                        + Questions.word(route.permission())));
    return served;
  }

  private static JsonNode document() throws IOException {
    try (InputStream document = RestApi.class.getResourceAsStream("openapi.json")) {
      return Json.tree(Objects.requireNonNull(document).readAllBytes());
    }
  }
}
