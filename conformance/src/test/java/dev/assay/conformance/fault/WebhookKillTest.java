package dev.assay.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.testkit.HttpsReceiver;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Kills the server at random moments while it tells a webhook of model versions: every version that
 * was acknowledged is told of, in order, whatever happens. {@code -Dassay.fault.seed} repeats the
 * load of an earlier run.
 */
final class WebhookKillTest {
  private static final int ROUNDS = 5;
  private static final int WRITES_MAX = 40;
  private static final Duration TOLD_WITHIN = Duration.ofSeconds(90);
  private static final String MODEL = "watched";
  private static final String SECRET = "s3cret";
  private static final String TARGET_SAYS = "a secret of the target";

  private final long seed =
      Long.getLong("assay.fault.seed", ThreadLocalRandom.current().nextLong());
  private final Random random = new Random(seed);
  private final TreeSet<Integer> acknowledged = new TreeSet<>();

  @TempDir private Path folder;

  @Test
  void everyAcknowledgedVersionIsToldOfInOrder() throws Exception {
    System.out.println("webhook kills: -Dassay.fault.seed=" + seed);
    try (HttpsReceiver receiver = HttpsReceiver.start(folder);
        ServerProcess server = new ServerProcess(folder)) {
      trust(server, receiver);
      subscribe(server, receiver);
      receiver.answer(message -> random.nextInt(10) == 0 ? 503 : 200);
      int before = receiver.messages().size();
      for (int round = 0; round < ROUNDS; round++) {
        writeUntilKilled(server);
      }
      server.start();
      List<HttpsReceiver.Message> told = awaitAll(receiver, before);

      assertSigned(told);
      assertEachHasOneId(told);
      assertThat(firstTold(told)).as("order of first messages").isSorted();
    }
  }

  private static void trust(ServerProcess server, HttpsReceiver receiver) {
    server.environment("ASSAY_WEBHOOK_PRIVATE_TARGETS", "true");
    server.environment(
        "ASSAY_JAVA_OPTS",
        "-Djavax.net.ssl.trustStoreType=PKCS12 -Djavax.net.ssl.trustStore="
            + receiver.trustStore()
            + " -Djavax.net.ssl.trustStorePassword="
            + receiver.trustStorePassword());
  }

  /** Makes the model and the webhook, and tries it once. */
  private static void subscribe(ServerProcess server, HttpsReceiver receiver) throws Exception {
    try (Api api = new Api(server.start())) {
      api.post("registered-models/create", Map.of("name", MODEL));
      JsonNode made =
          api.post(
              "webhooks",
              Map.of(
                  "name",
                  "watcher",
                  "url",
                  "https://127.0.0.1:" + receiver.port() + "/hook",
                  "events",
                  List.of(Map.of("entity", "MODEL_VERSION", "action", "CREATED")),
                  "secret",
                  SECRET));
      String id = made.get("webhook").get("webhook_id").stringValue();
      JsonNode result = api.post("webhooks/" + id + "/test", Map.of()).get("result");
      assertThat(result.get("success").booleanValue()).as("%s", result).isTrue();
      assertThat(result.get("response_status").intValue()).isEqualTo(200);
      assertThat(result.toString()).doesNotContain(TARGET_SAYS);
      assertThat(receiver.messages()).hasSize(1);
    }
    server.stop();
  }

  private void writeUntilKilled(ServerProcess server) throws Exception {
    URI address = server.start();
    int writes = 1 + random.nextInt(WRITES_MAX);
    Thread writer = Thread.ofVirtual().start(() -> write(address, writes));
    Thread.sleep(random.nextInt(2_000));
    server.kill();
    writer.join();
  }

  private void write(URI address, int writes) {
    try (Api api = new Api(address)) {
      for (int i = 0; i < writes; i++) {
        JsonNode made =
            api.post("model-versions/create", Map.of("name", MODEL, "source", "s3://b/x"));
        acknowledged.add(Integer.valueOf(made.get("model_version").get("version").stringValue()));
      }
    } catch (CutOff e) {
      assertThat(e).isNotNull(); // killed: what was in flight may or may not be kept
    }
  }

  private List<HttpsReceiver.Message> awaitAll(HttpsReceiver receiver, int before)
      throws InterruptedException {
    assertThat(acknowledged).as("versions in all rounds").hasSizeGreaterThan(ROUNDS);
    long start = System.nanoTime();
    while (true) {
      List<HttpsReceiver.Message> told =
          receiver.messages().subList(before, receiver.messages().size());
      if (firstTold(told).containsAll(acknowledged)) {
        System.out.printf(
            "webhook kills: %d acknowledged, %d messages%n", acknowledged.size(), told.size());
        return told;
      }
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .as("not told of all of %s but %s", acknowledged, firstTold(told))
          .isLessThan(TOLD_WITHIN);
      Thread.sleep(100);
    }
  }

  private static List<Integer> firstTold(List<HttpsReceiver.Message> told) {
    return told.stream().map(WebhookKillTest::version).distinct().toList();
  }

  private static void assertEachHasOneId(List<HttpsReceiver.Message> told) {
    Map<Integer, String> ids = new HashMap<>();
    for (HttpsReceiver.Message message : told) {
      String id = message.header("X-MLflow-Delivery-Id");
      assertThat(ids.computeIfAbsent(version(message), version -> id)).isEqualTo(id);
    }
    assertThat(new ArrayList<>(ids.values())).doesNotHaveDuplicates();
  }

  private static void assertSigned(List<HttpsReceiver.Message> told)
      throws GeneralSecurityException {
    for (HttpsReceiver.Message message : told) {
      String signed =
          message.header("X-MLflow-Delivery-Id")
              + "."
              + message.header("X-MLflow-Timestamp")
              + "."
              + message.body();
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] hash = mac.doFinal(signed.getBytes(StandardCharsets.UTF_8));
      assertThat(message.header("X-MLflow-Signature"))
          .isEqualTo("v1," + Base64.getEncoder().encodeToString(hash));
    }
  }

  private static int version(HttpsReceiver.Message message) {
    JsonNode data = new JsonMapper().readTree(message.body()).get("data");
    assertThat(data.get("name").stringValue()).isEqualTo(MODEL);
    return Integer.parseInt(data.get("version").stringValue());
  }
}
