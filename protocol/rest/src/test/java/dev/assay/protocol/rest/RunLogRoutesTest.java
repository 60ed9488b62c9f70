package dev.assay.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Runs as they are made over this API. */
final class RunLogRoutesTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";

  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void makesARunAndItsProject() throws Exception {
    JsonNode run =
        created(
            """
            {"project":"fresh","name":"first","user":"ann","startedAt":"2026-01-01T00:00:00Z",
             "tags":{"team":"a"},"params":{"lr":"0.1"}}""");

    assertThat(run.path("name").asString()).isEqualTo("first");
    assertThat(run.path("user").asString()).isEqualTo("ann");
    assertThat(run.path("status").asString()).isEqualTo("running");
    assertThat(run.path("startedAt").asString()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(run.path("tags").toString()).isEqualTo("{\"team\":\"a\"}");
    assertThat(run.path("params").toString()).isEqualTo("{\"lr\":\"0.1\"}");
    assertThat(api.get("/projects/" + run.path("projectId").asString()).body().path("name"))
        .hasToString("\"fresh\"");
    JsonNode second = created("{\"projectId\":\"%s\"}".formatted(run.path("projectId").asString()));
    assertThat(second.path("projectId")).isEqualTo(run.path("projectId"));
    assertThat(second.path("name").asString()).isNotBlank();
  }

  @Test
  void makesOneRunForOneChosenId() throws Exception {
    String draft = "{\"project\":\"p\",\"runId\":\"%s\",\"name\":\"%s\"}";
    JsonNode first = created(draft.formatted(ID, "first"));

    assertThat(first.path("id").asString()).isEqualTo(ID);
    assertThat(created(draft.formatted(ID, "second"))).isEqualTo(first);
    TestApi.Answer elsewhere =
        api.post("/runs", draft.formatted(ID, "x").replace("\"p\"", "\"other\""));
    assertThat(elsewhere.status()).isEqualTo(409);
    assertThat(api.get("/projects").body().path("projects")).as("not left behind").hasSize(1);
  }

  @Test
  void changesARun() throws Exception {
    String run = "/runs/" + created("{\"project\":\"p\"}").path("id").asString();
    JsonNode changed =
        api.patch(
                run,
                "{\"status\":\"failed\",\"endedAt\":\"2026-01-02T00:00:00Z\",\"name\":\"n\",\"tags\":{\"a\":\"b\"}}")
            .body();

    assertThat(changed.path("status").asString()).isEqualTo("failed");
    assertThat(changed.path("endedAt").asString()).isEqualTo("2026-01-02T00:00:00Z");
    assertThat(changed.path("name").asString()).isEqualTo("n");
    assertThat(changed.path("tags").path("a").asString()).isEqualTo("b");
    assertThat(api.patch(run, "{}").body()).isEqualTo(changed);
    assertThat(api.patch(run, "{\"status\":\"done\"}").status()).isEqualTo(400);
    assertThat(api.patch("/runs/none", "{\"name\":\"n\"}").status()).isEqualTo(404);
  }

  @Test
  void logsMetricsParamsAndTags() throws Exception {
    String run = "/runs/" + created("{\"project\":\"p\"}").path("id").asString();
    String batch =
        """
        {"metrics":[{"key":"loss","value":0.1,"step":3,"at":1767225600000},
                    {"key":"nan","value":"NaN","at":"2026-01-01T00:00:00Z"},
                    {"key":"inf","value":"-Infinity","step":-1,"at":1}],
         "params":{"lr":"0.1"},"tags":{"a":"b"}}""";

    assertThat(api.post(run + "/log", batch).status()).isEqualTo(204);
    assertThat(api.post(run + "/log", batch).status()).isEqualTo(204);

    JsonNode logged = api.get(run).body();
    assertThat(logged.at("/metrics/loss/value").asDouble()).isEqualTo(0.1);
    assertThat(logged.at("/metrics/loss/at").asString()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(logged.at("/metrics/nan/value").asString()).isEqualTo("NaN");
    assertThat(logged.at("/metrics/inf/value").asString()).isEqualTo("-Infinity");
    assertThat(logged.at("/metrics/inf/step").asInt()).isEqualTo(-1);
    assertThat(logged.at("/params/lr").asString()).isEqualTo("0.1");
    assertThat(logged.at("/tags/a").asString()).isEqualTo("b");
  }

  @Test
  void refusesAParamWithAnotherValueAndKeepsNothingOfThatBatch() throws Exception {
    String run =
        "/runs/" + created("{\"project\":\"p\",\"params\":{\"lr\":\"1\"}}").path("id").asString();
    TestApi.Answer answer =
        api.post(run + "/log", "{\"params\":{\"lr\":\"2\"},\"tags\":{\"a\":\"b\"}}");

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().at("/error/kind").asString()).isEqualTo("conflict");
    assertThat(answer.body().at("/error/message").asString()).contains("'lr'", "'1'", "'2'");
    assertThat(api.get(run).body().path("tags").isEmpty()).isTrue();
  }

  @Test
  void namesWhatCannotBeLogged() throws Exception {
    String log = "/runs/" + created("{\"project\":\"p\"}").path("id").asString() + "/log";
    for (List<String> each :
        List.of(
            List.of("{\"metrics\":[{\"key\":\"a\",\"value\":\"x\",\"at\":1}]}", "metrics[0].value"),
            List.of("{\"metrics\":[{\"key\":\"a\",\"value\":1}]}", "'metrics[0]' lacks"),
            List.of("{\"metrics\":[{\"key\":\"\",\"value\":1,\"at\":1}]}", "key ''"),
            List.of("{\"metrics\":[{\"key\":\"a\",\"value\":1,\"at\":1.5}]}", "metrics[0].at"),
            List.of("{\"metrics\":{}}", "'metrics' is not a list"),
            List.of("{\"params\":{\"a\":1}}", "'params.a' is not a text"),
            List.of("{\"tags\":{\"mlflow.runName\":\"x\"}}", "'name'"),
            List.of("{\"tags\":{\"a\\u0000\":\"x\"}}", "control character"),
            List.of("{\"metric\":[]}", "'metric' cannot be logged"),
            List.of("[]", "no JSON object"))) {
      TestApi.Answer answer = api.post(log, each.getFirst());

      assertThat(answer.status()).as(each.getFirst()).isEqualTo(400);
      assertThat(answer.body().at("/error/message").asString()).contains(each.getLast());
    }
    assertThat(api.post("/runs", "{}").body().at("/error/message").asString())
        .contains("'project'");
    assertThat(api.post("/runs", "{\"project\":\"\"}").status()).isEqualTo(400);
  }

  @Test
  void findsRunsByTheStartOfTheirId() throws Exception {
    created("{\"project\":\"p\",\"runId\":\"" + ID + "\"}");

    assertThat(api.get("/runs?prefix=0123").body().at("/runs/0/id").asString()).isEqualTo(ID);
    assertThat(api.get("/runs?prefix=0124").body().path("runs").isEmpty()).isTrue();
    for (String prefix : List.of("", "?prefix=012", "?prefix=01%2F%2F", "?prefix=%2501234")) {
      assertThat(api.get("/runs" + prefix).status()).as(prefix).isEqualTo(400);
    }
  }

  @Test
  void givesEveryPointOfARunExactly() throws Exception {
    String run = "/runs/" + created("{\"project\":\"p\"}").path("id").asString();
    String wave =
        IntStream.range(0, 20_000)
            .mapToObj(
                i ->
                    "{\"key\":\"wave\",\"value\":%s,\"step\":%d,\"at\":%d}"
                        .formatted(Math.sin(i), i, i))
            .collect(Collectors.joining(","));
    api.post(run + "/log", "{\"metrics\":[" + wave + "]}");
    api.post(run + "/log", "{\"metrics\":[{\"key\":\"a\",\"value\":\"Infinity\",\"at\":5}]}");

    List<JsonNode> lines =
        new String(api.bytes(run + "/points").body(), StandardCharsets.UTF_8)
            .lines()
            .map(line -> Json.tree(line.getBytes(StandardCharsets.UTF_8)))
            .toList();

    assertThat(lines.getFirst().toString())
        .isEqualTo("{\"key\":\"a\",\"steps\":[0],\"at\":[5],\"values\":[\"Infinity\"]}");
    double[] values =
        lines.stream()
            .filter(line -> line.path("key").asString().equals("wave"))
            .flatMap(line -> line.path("values").valueStream())
            .mapToDouble(JsonNode::doubleValue)
            .toArray();
    assertThat(values).isEqualTo(IntStream.range(0, 20_000).mapToDouble(Math::sin).toArray());
    assertThat(lines).hasSizeGreaterThan(2);
    assertThat(api.get("/runs/none/points").status()).isEqualTo(404);
  }

  private JsonNode created(String draft) throws Exception {
    TestApi.Answer answer = api.post("/runs", draft);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }
}
