package dev.assay.protocol.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Digest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Blobs, executions, consoles and verdicts over HTTP. */
final class ExecutionRoutesTest {
  private static final String ID = "0123456789abcdef0123456789abcdef";
  private static final String OTHER = "ffff456789abcdef0123456789abcdef";
  private static final String BARE =
      "{\"command\":\"python train.py\",\"startedAt\":\"2026-01-01T00:00:00Z\"}";

  private final TestApi api = new TestApi();

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void keepsContentUnderItsDigest() throws Exception {
    String digest = putBlob("some bytes");

    assertThat(api.bytes("/blobs/" + digest).body()).asString().isEqualTo("some bytes");
    HttpResponse<byte[]> head = api.head("/blobs/" + digest);
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.headers().firstValueAsLong("content-length")).hasValue(10);
    HttpResponse<byte[]> part = api.range("/blobs/" + digest, "bytes=5-7");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).asString().isEqualTo("byt");
  }

  @Test
  void refusesContentOfAnotherDigestAndNoDigests() throws Exception {
    String digest = Digest.of("one thing").hex();
    TestApi.Answer answer = putBlob(digest, "another");

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().at("/error/message").asString()).contains(digest);
    assertThat(api.head("/blobs/" + digest).statusCode()).isEqualTo(404);
    assertThat(api.get("/blobs/..%2F..%2Fetc").status()).isEqualTo(400);
    assertThat(api.get("/blobs/" + digest.toUpperCase(java.util.Locale.ROOT)).status())
        .isEqualTo(400);
  }

  @Test
  void keepsWhatAnExecutionTellsInSteps() throws Exception {
    assertThat(put(ID, BARE).status()).isEqualTo(200);
    String capture = putBlob("{}");
    String pack = putBlob("pack");
    String told =
        """
        {"command":"python train.py","user":"ann","host":"here","startedAt":"2026-01-01T00:00:09Z",
         "endedAt":"2026-01-01T00:01:00.123456Z","exit":"SIGKILL","rerunOf":"%s","capture":"%s",
         "blobs":["%s"]}"""
            .formatted(OTHER, capture, pack);
    JsonNode answer = put(ID, told).body();

    assertThat(answer.path("startedAt").asString()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(answer.path("endedAt").asString()).isEqualTo("2026-01-01T00:01:00.123Z");
    assertThat(answer.path("exit").asString()).isEqualTo("SIGKILL");
    assertThat(answer.path("capture").asString()).isEqualTo(capture);
    assertThat(answer.path("blobs").toString()).isEqualTo("[\"" + pack + "\"]");
    assertThat(api.get("/executions/" + ID).body()).isEqualTo(answer);
    assertThat(put(ID, BARE).body().path("capture").asString()).isEqualTo(capture);
    assertThat(api.get("/executions?rerunOf=" + OTHER).body().at("/executions/0/id").asString())
        .isEqualTo(ID);
  }

  @Test
  void refusesExecutionsThatReferToWhatIsNotStored() throws Exception {
    String missing = Digest.of("missing").hex();
    TestApi.Answer answer = put(ID, BARE.replace("}", ",\"capture\":\"" + missing + "\"}"));

    assertThat(answer.status()).isEqualTo(409);
    assertThat(answer.body().at("/error/message").asString()).contains(missing);
    assertThat(api.get("/executions/" + ID).status()).isEqualTo(404);
  }

  @Test
  void listsExecutionsInPages() throws Exception {
    put(ID, BARE);
    put(OTHER, BARE.replace("2026", "2027"));

    JsonNode first = api.get("/executions?limit=1").body();
    JsonNode second = api.get("/executions?limit=1&after=" + first.path("next").asString()).body();
    assertThat(first.at("/executions/0/id").asString()).isEqualTo(OTHER);
    assertThat(second.at("/executions/0/id").asString()).isEqualTo(ID);
    assertThat(second.has("next")).isFalse();
  }

  @Test
  void findsTheRunsOfAnExecution() throws Exception {
    for (String project : new String[] {"one", "two"}) {
      api.post(
          "/runs",
          "{\"project\":\"%s\",\"name\":\"%s\",\"tags\":{\"assay.execution\":\"%s\"}}"
              .formatted(project, project, ID));
    }
    api.post("/runs", "{\"project\":\"one\",\"tags\":{\"assay.execution\":\"x\"}}");

    JsonNode runs = api.get("/executions/" + ID + "/runs").body().path("runs");

    assertThat(runs.valueStream().map(run -> run.path("name").asString()))
        .containsExactlyInAnyOrder("one", "two");
    assertThat(runs.get(0).path("execution").asString()).isEqualTo(ID);
  }

  @Test
  void addsToTheConsoleAndReadsParts() throws Exception {
    put(ID, BARE);
    String console = "/executions/" + ID + "/console";

    assertThat(append(console + "?offset=0", "one\n").body().path("sizeBytes").asInt())
        .isEqualTo(4);
    assertThat(append(console + "?offset=0", "one\n").body().path("sizeBytes").asInt())
        .isEqualTo(4);
    assertThat(append(console + "?offset=2", "e\ntwo\n").status()).isEqualTo(200);
    assertThat(append(console + "?offset=9", "gap").status()).isEqualTo(409);
    HttpResponse<byte[]> part = api.bytes(console + "?offset=4&limit=2");
    assertThat(part.body()).asString().isEqualTo("tw");
    assertThat(part.headers().firstValueAsLong("Assay-Console-Bytes")).hasValue(8);
    assertThat(api.get("/executions/" + OTHER + "/console").status()).isEqualTo(404);
  }

  @Test
  void keepsVerdictsAsDocuments() throws Exception {
    put(ID, BARE);
    String verdicts = "/executions/" + ID + "/verdicts";
    assertThat(api.get(verdicts).body().path("verdicts").isEmpty()).isTrue();

    JsonNode noted = api.post(verdicts, "{\"verdict\": \"identical\", \"n\": NaN}").body();
    api.post(verdicts, "{\"verdict\":\"different\"}");

    JsonNode all = api.get(verdicts).body().path("verdicts");
    assertThat(all).hasSize(2);
    assertThat(all.get(0).path("sha256")).isEqualTo(noted.path("sha256"));
    assertThat(all.get(0).path("document").path("verdict").asString()).isEqualTo("identical");
    assertThat(all.get(0).path("document").path("n").asString()).isEqualTo("NaN");
    assertThat(all.get(1).path("document").path("verdict").asString()).isEqualTo("different");
    assertThat(api.post(verdicts, "[]").status()).isEqualTo(400);
    assertThat(api.get("/executions/" + OTHER + "/verdicts").status()).isEqualTo(404);
  }

  @Test
  void removesExecutions() throws Exception {
    put(ID, BARE);

    assertThat(api.delete("/executions/" + ID).status()).isEqualTo(204);
    assertThat(api.get("/executions/" + ID).status()).isEqualTo(404);
    assertThat(api.delete("/executions/" + ID).status()).isEqualTo(404);
  }

  @Test
  void namesWhatIsWrongWithAnExecution() throws Exception {
    assertThat(message(put("abc", BARE))).contains("'abc'");
    assertThat(message(put(ID, "{\"command\":\"x\"}"))).contains("'startedAt' is missing");
    assertThat(message(put(ID, BARE.replace("2026-01", "2026-21")))).contains("'startedAt'");
    assertThat(message(put(ID, BARE.replace("2026", "+999999999")))).contains("'startedAt'");
    assertThat(message(put(ID, BARE.replace("\"python train.py\"", "7")))).contains("'command'");
    assertThat(message(put(ID, BARE.replace("}", ",\"blobs\":\"x\"}")))).contains("'blobs'");
    assertThat(message(put(ID, BARE.replace("}", ",\"rerunOf\":\"" + ID + "\"}"))))
        .contains("repeat itself");
  }

  private static String message(TestApi.Answer answer) {
    assertThat(answer.status()).isEqualTo(400);
    return answer.body().at("/error/message").asString();
  }

  private TestApi.Answer put(String id, String body) throws Exception {
    return api.put("/executions/" + id, "application/json", bytes(body));
  }

  private TestApi.Answer append(String path, String text) throws Exception {
    return api.postBytes(path, bytes(text));
  }

  private String putBlob(String content) throws Exception {
    String digest = Digest.of(content).hex();
    assertThat(putBlob(digest, content).body().path("sha256").asString()).isEqualTo(digest);
    return digest;
  }

  private TestApi.Answer putBlob(String digest, String content) throws Exception {
    return api.put("/blobs/" + digest, "application/octet-stream", bytes(content));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
