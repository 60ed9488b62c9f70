package dev.assay.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.webhook.Attempt;
import dev.assay.core.webhook.DeliveryId;
import dev.assay.core.webhook.Occurrence;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookSecret;
import dev.assay.testkit.CountingIds;
import dev.assay.testkit.HttpsReceiver;
import dev.assay.testkit.TestClock;
import dev.assay.web.Json;
import dev.assay.web.outbound.AddressRule;
import dev.assay.web.outbound.Outbound;
import dev.assay.web.outbound.OutboundLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/** What goes over the wire to a webhook, received by a real receiver. */
final class WebhookSenderTest {
  private static final DeliveryId DELIVERY = new DeliveryId("00000000-0000-0000-0000-000000000001");
  private static final WebhookSecret SECRET = new WebhookSecret("s3cr\u00e9t");

  @TempDir private static Path keys;

  private final TestClock clock = new TestClock();
  private HttpsReceiver receiver;
  private WebhookSender sender;

  @BeforeEach
  void startReceiver() throws IOException {
    receiver = HttpsReceiver.start(keys);
    Outbound outbound =
        new Outbound(
            AddressRule.PRIVATE_TOO,
            host -> List.of(InetAddress.ofLiteral(host)),
            receiver::tls,
            OutboundLimits.USUAL);
    sender = new WebhookSender(outbound, clock, new CountingIds(), "1.2.3");
  }

  @AfterEach
  void stopReceiver() {
    receiver.close();
  }

  @Test
  void signsTheIdTheTimeAndTheBodyAsReceiversCheckThem() throws GeneralSecurityException {
    Map<String, String> facts = Map.of("name", "m\u00fcnz", "description", "");
    HttpsReceiver.Message message =
        sent(SECRET, occurrence(WebhookEvent.REGISTERED_MODEL_CREATED, facts));

    assertThat(message.header("X-MLflow-Delivery-Id")).isEqualTo(DELIVERY.value());
    String time = Long.toString(TestClock.START.getEpochSecond());
    assertThat(message.header("X-MLflow-Timestamp")).isEqualTo(time);
    assertThat(message.header("Content-Type")).isEqualTo("application/json");
    assertThat(message.header("User-Agent")).isEqualTo("assay/1.2.3");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec("s3cr\u00e9t".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    String signed = DELIVERY + "." + time + "." + message.body();
    assertThat(message.header("X-MLflow-Signature"))
        .isEqualTo(
            "v1,"
                + Base64.getEncoder()
                    .encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8))));
    assertThat(message.body())
        .isEqualTo(
            "{\"entity\":\"registered_model\",\"action\":\"created\",\"timestamp\":\"2026-01-01T00:00:00.000000+00:00\","
                + "\"data\":{\"name\":\"m\u00fcnz\",\"tags\":{},\"description\":null}}");
  }

  @Test
  void signsNothingWithoutASecret() {
    HttpsReceiver.Message message =
        sent(
            WebhookSecret.NONE,
            occurrence(WebhookEvent.PROMPT_TAG_DELETED, Map.of("name", "p", "key", "k")));

    assertThat(message.headers()).doesNotContainKey("x-mlflow-signature");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "REGISTERED_MODEL_CREATED    | {\"name\":\"n\",\"tags\":{\"a\":\"b\",\"mlflow.prompt.text\":\"t\"},\"description\":\"d\"}",
        "MODEL_VERSION_CREATED       | {\"name\":\"n\",\"version\":\"3\",\"source\":\"s\",\"run_id\":\"r\",\"tags\":{\"a\":\"b\",\"mlflow.prompt.text\":\"t\"},\"description\":\"d\"}",
        "MODEL_VERSION_TAG_SET       | {\"name\":\"n\",\"version\":\"3\",\"key\":\"k\",\"value\":\"v\"}",
        "MODEL_VERSION_TAG_DELETED   | {\"name\":\"n\",\"version\":\"3\",\"key\":\"k\"}",
        "MODEL_VERSION_ALIAS_CREATED | {\"name\":\"n\",\"alias\":\"best\",\"version\":\"3\"}",
        "MODEL_VERSION_ALIAS_DELETED | {\"name\":\"n\",\"alias\":\"best\"}",
        "PROMPT_CREATED              | {\"name\":\"n\",\"tags\":{\"a\":\"b\",\"mlflow.prompt.text\":\"t\"},\"description\":\"d\"}",
        "PROMPT_VERSION_CREATED      | {\"name\":\"n\",\"version\":\"3\",\"template\":\"t\",\"tags\":{\"a\":\"b\"},\"description\":\"d\"}",
        "PROMPT_TAG_SET              | {\"name\":\"n\",\"key\":\"k\",\"value\":\"v\"}",
        "PROMPT_TAG_DELETED          | {\"name\":\"n\",\"key\":\"k\"}",
        "PROMPT_VERSION_TAG_SET      | {\"name\":\"n\",\"version\":\"3\",\"key\":\"k\",\"value\":\"v\"}",
        "PROMPT_VERSION_TAG_DELETED  | {\"name\":\"n\",\"version\":\"3\",\"key\":\"k\"}",
        "PROMPT_ALIAS_CREATED        | {\"name\":\"n\",\"alias\":\"best\",\"version\":\"3\"}",
        "PROMPT_ALIAS_DELETED        | {\"name\":\"n\",\"alias\":\"best\"}"
      })
  void writesTheDataOfEachEventAsMlflowDoes(WebhookEvent event, String data) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("name", "n");
    facts.put("version", "3");
    facts.put("key", "k");
    facts.put("value", "v");
    facts.put("alias", "best");
    facts.put("source", "s");
    facts.put("run", "r");
    facts.put("description", "d");
    facts.put("tag:a", "b");
    facts.put("tag:mlflow.prompt.text", "t");
    if (event.name().startsWith("PROMPT")) {
      facts.put("tag:mlflow.prompt.is_prompt", "true");
      facts.put("tag:_mlflow_prompt_type", "text");
    }
    JsonNode body = body(sent(SECRET, occurrence(event, facts)));

    assertThat(body.get("data").toString()).isEqualTo(data);
    assertThat(body.get("entity").stringValue() + "." + body.get("action").stringValue())
        .isEqualTo(event.word());
  }

  @ParameterizedTest
  @EnumSource(WebhookEvent.class)
  void hasAnExampleOfEachEvent(WebhookEvent event) {
    assertThat(sender.test(webhook(), SECRET, event)).isEqualTo(new Attempt.Answered(200));

    JsonNode data = body(receiver.messages().getFirst()).get("data");
    assertThat(data.isObject()).isTrue();
    assertThat(data.propertyNames())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(data.get(name).isNull()).as(name).isFalse());
  }

  @Test
  void saysWhatCameOfATryButNotWhatTheTargetSaid() {
    receiver.answer(message -> 418);
    Attempt refused = sender.test(webhook(), SECRET, WebhookEvent.PROMPT_CREATED);
    receiver.close();
    Attempt absent = sender.test(webhook(), SECRET, WebhookEvent.PROMPT_CREATED);

    assertThat(refused).isEqualTo(new Attempt.Answered(418));
    assertThat(refused.delivered()).isFalse();
    assertThat(absent).isInstanceOf(Attempt.Unanswered.class);
    assertThat(absent.text()).contains("takes no connection");
  }

  private HttpsReceiver.Message sent(WebhookSecret secret, Occurrence occurrence) {
    assertThat(sender.send(webhook(), secret, DELIVERY, occurrence).delivered()).isTrue();
    assertThat(receiver.messages()).hasSize(1);
    return receiver.messages().getFirst();
  }

  private static JsonNode body(HttpsReceiver.Message message) {
    return Json.tree(message.body().getBytes(StandardCharsets.UTF_8));
  }

  private Webhook webhook() {
    return new Webhook(
        new WebhookId("00000000-0000-0000-0000-000000000002"),
        "hook",
        "",
        "https://127.0.0.1:" + receiver.port() + "/hook",
        List.of(WebhookEvent.PROMPT_CREATED),
        Webhook.Status.ACTIVE,
        TestClock.START,
        TestClock.START);
  }

  private static Occurrence occurrence(WebhookEvent event, Map<String, String> facts) {
    return new Occurrence(event, 7, TestClock.START, facts);
  }
}
