package dev.assay.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.account.Actor;
import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.ledger.CanonicalEntry;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.project.Project;
import dev.assay.core.run.LogBatch;
import dev.assay.core.run.RunId;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class RestApiTest {
  private final TestApi api = new TestApi();
  private final Project project = api.project("digits");
  private final RunId good = api.run(project, "good").id();
  private final RunId bad = api.run(project, "bad").id();

  @AfterEach
  void stop() {
    api.close();
  }

  private void log(RunId run, double value) {
    List<MetricPoint> points = List.of(new MetricPoint("loss", value, 1_000, 1));
    api.runs.log(
        Actor.LOCAL, run, new LogBatch(points, Map.of("model", "svc"), Map.of(), List.of()));
  }

  private JsonNode search(String question) throws Exception {
    TestApi.Answer answer = api.post("/runs/search", question);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body();
  }

  @Test
  void findsRunsByConditionsWithOrAndParentheses() throws Exception {
    log(good, 0.1);
    log(bad, 0.9);

    JsonNode found =
        search(
            "{\"projects\":[\"digits\"],\"filter\":\"(metrics.loss < 0.5 OR tags.no = 'x') AND params.model = 'svc'\"}");

    assertThat(found.path("runs")).hasSize(1);
    JsonNode run = found.path("runs").get(0);
    assertThat(run.path("name").asString()).isEqualTo("good");
    assertThat(run.path("metrics").path("loss").path("value").asDouble()).isEqualTo(0.1);
    assertThat(run.path("tags").path("team").asString()).isEqualTo("a");
  }

  @Test
  void answersOnlyTheColumnsAskedFor() throws Exception {
    log(good, 0.1);

    JsonNode run =
        search("{\"filter\":\"run_name = 'good'\",\"columns\":{\"metrics\":[\"loss\"]}}")
            .path("runs")
            .get(0);

    assertThat(run.path("metrics").has("loss")).isTrue();
    assertThat(run.path("params").isEmpty()).isTrue();
    assertThat(run.path("tags").isEmpty()).isTrue();
  }

  @Test
  void goesThroughPagesInOrder() throws Exception {
    log(good, 0.1);
    log(bad, 0.9);

    JsonNode first = search("{\"order\":[\"metrics.loss DESC\"],\"limit\":1}");
    JsonNode second =
        search(
            "{\"order\":[\"metrics.loss DESC\"],\"limit\":1,\"after\":" + first.path("next") + "}");

    assertThat(first.path("runs").get(0).path("name").asString()).isEqualTo("bad");
    assertThat(second.path("runs").get(0).path("name").asString()).isEqualTo("good");
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void showsAMetricAsAChartAndAsPoints() throws Exception {
    List<MetricPoint> points =
        IntStream.range(0, 10_000)
            .mapToObj(i -> new MetricPoint("wave", Math.sin(i), i, i))
            .toList();
    api.runs.log(Actor.LOCAL, good, LogBatch.metrics(points));

    JsonNode chart = api.get("/runs/" + good + "/chart?key=wave&buckets=10").body();
    JsonNode part = api.get("/runs/" + good + "/points?key=wave&offset=5&limit=2").body();

    assertThat(chart.path("raw").asBoolean()).isFalse();
    assertThat(chart.path("shownOf").asLong()).isEqualTo(10_000);
    assertThat(chart.path("values").size()).isBetween(10, 40).isEqualTo(chart.path("steps").size());
    assertThat(part.path("steps").toString()).isEqualTo("[5,6]");
    assertThat(part.path("values").get(0).asDouble()).isEqualTo(Math.sin(5));
  }

  @Test
  void writesWhatJsonLacksAsTexts() throws Exception {
    log(good, Double.NaN);
    log(bad, Double.NEGATIVE_INFINITY);

    assertThat(api.get("/runs/" + good).body().at("/metrics/loss/value").asString())
        .isEqualTo("NaN");
    assertThat(api.get("/runs/" + bad + "/metrics").body().at("/metrics/0/last").asString())
        .isEqualTo("-Infinity");
  }

  @Test
  void keepsEveryVersionOfAFile() throws Exception {
    ArtifactOwner owner = new ArtifactOwner.OfRun(good);
    ArtifactPath path = ArtifactPath.parse("plots/a b.txt");
    for (String content : List.of("one", "two")) {
      api.artifacts.put(
          Actor.LOCAL,
          owner,
          path,
          new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
    }

    assertThat(api.bytes("/runs/" + good + "/files/plots/a%20b.txt").body())
        .asString()
        .isEqualTo("two");
    assertThat(api.bytes("/runs/" + good + "/files/plots/a%20b.txt?version=1").body())
        .asString()
        .isEqualTo("one");
    assertThat(
            api.get("/runs/" + good + "/artifact-versions?path=plots/a%20b.txt")
                .body()
                .path("artifacts"))
        .hasSize(2);
    assertThat(api.get("/runs/" + good + "/artifacts").body().at("/artifacts/0/version").asInt())
        .isEqualTo(2);
  }

  @Test
  void refusesPathsThatLeadOut() throws Exception {
    for (String path : List.of("..%2Fx", "%2Fetc%2Fpasswd", "a%5Cb", "a%00b", "a%2F%2Fb")) {
      TestApi.Answer answer = api.get("/runs/" + good + "/files/" + path);

      assertThat(answer.status()).as(path).isEqualTo(400);
      assertThat(answer.body().at("/error/kind").asString()).isEqualTo("invalid");
    }
  }

  @Test
  void deletesRestoresAndPurgesRuns() throws Exception {
    assertThat(api.post("/runs/" + good + "/purge", "").status()).isEqualTo(409);
    assertThat(api.delete("/runs/" + good).status()).isEqualTo(204);
    assertThat(search("{\"visibility\":\"deleted\"}").path("runs")).hasSize(1);
    assertThat(api.post("/runs/" + good + "/restore", "").status()).isEqualTo(204);
    assertThat(search("{}").path("runs")).hasSize(2);
    assertThat(api.delete("/runs/" + good).status()).isEqualTo(204);
    assertThat(api.post("/runs/" + good + "/purge", "").status()).isEqualTo(204);
    assertThat(api.get("/runs/" + good).status()).isEqualTo(404);
  }

  @Test
  void deletesRestoresAndPurgesProjects() throws Exception {
    String path = "/projects/" + project.id();

    assertThat(api.delete(path).status()).isEqualTo(204);
    assertThat(api.get(path).body().has("deletedAt")).isTrue();
    assertThat(api.post(path + "/restore", "").status()).isEqualTo(204);
    assertThat(api.delete(path).status()).isEqualTo(204);
    assertThat(api.post(path + "/purge", "").status()).isEqualTo(204);
    assertThat(api.get(path).status()).isEqualTo(404);
    assertThat(api.get("/projects").body().path("projects").isEmpty()).isTrue();
  }

  @Test
  void givesTheLedgerAsItIsHashed() throws Exception {
    JsonNode entries = api.get("/ledger?limit=10").body().path("entries");

    assertThat(entries).hasSize(3);
    for (JsonNode entry : entries) {
      assertThat(CanonicalEntry.leafHash(entry.path("entry").asString()).hex())
          .isEqualTo(entry.path("hash").asString());
    }
  }

  @Test
  void namesWhatIsWrongWithAQuestion() throws Exception {
    Map<String, String> questions =
        Map.of(
            "{\"limit\":0}", "'limit' is 0",
            "{\"filter\":5}", "'filter' is 5",
            "{\"order\":\"x\"}", "'order' is",
            "{\"projects\":[\"none\"]}", "'none'",
            "{\"visibility\":\"some\"}", "active, deleted, all",
            "nonsense", "not valid JSON");
    for (Map.Entry<String, String> question : questions.entrySet()) {
      TestApi.Answer answer = api.post("/runs/search", question.getKey());

      assertThat(answer.status()).as(question.getKey()).isBetween(400, 404);
      assertThat(answer.body().at("/error/message").asString()).contains(question.getValue());
    }
    assertThat(api.get("/runs/" + good + "/chart").body().at("/error/message").asString())
        .contains("'key'");
    assertThat(api.get("/runs/no%20id").status()).isEqualTo(400);
    assertThat(api.get("/runs/absent").status()).isEqualTo(404);
    assertThat(api.get("/nothing").status()).isEqualTo(404);
  }
}
