package dev.assay.protocol.mlflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.account.Permission;
import dev.assay.testkit.HttpsReceiver;
import dev.assay.web.Route;
import dev.assay.web.outbound.AddressRule;
import dev.assay.web.outbound.Outbound;
import dev.assay.web.outbound.OutboundLimits;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who may call the endpoints of webhooks, and what a test of one answers. */
final class WebhookEndpointsTest {
  @TempDir private Path keys;

  @Test
  void everyRouteIsForAdministrators() {
    try (WireServer server = new WireServer()) {
      List<Route> routes =
          MlflowProtocol.routes(server.domain).routes().stream()
              .filter(route -> route.template().toString().contains("/webhooks"))
              .toList();

      assertThat(routes).hasSize(12); // six calls below /api and /ajax-api
      assertThat(routes).extracting(Route::permission).containsOnly(Permission.ADMIN);
    }
  }

  @Test
  void aTestGivesTheStatusAndNothingOfWhatTheTargetSaid() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(keys);
        WireServer server = new WireServer(opened(receiver))) {
      String test = "webhooks/" + webhook(server, receiver) + "/test";

      assertThat(result(server, test, "{}").toString())
          .isEqualTo("{\"success\":true,\"response_status\":200}");
      receiver.answer(message -> 500);
      assertThat(
              result(server, test, "{\"event\":{\"entity\":\"PROMPT\",\"action\":\"CREATED\"}}")
                  .toString())
          .isEqualTo(
              "{\"success\":false,\"response_status\":500,"
                  + "\"error_message\":\"Failed to test webhook: the target answered 500\"}");
      assertThat(receiver.messages())
          .extracting(message -> message.body().split("\"")[3])
          .containsExactly("model_version", "prompt");
      receiver.stop();
      assertThat(result(server, test, "{}").toString())
          .isEqualTo(
              "{\"success\":false,\"error_message\":"
                  + "\"Failed to test webhook: '127.0.0.1' takes no connection\"}");
    }
  }

  @Test
  void aTestOfAnEventThatThereIsNotIsRefused() throws Exception {
    try (HttpsReceiver receiver = HttpsReceiver.start(keys);
        WireServer server = new WireServer(opened(receiver))) {
      WireServer.Answer answer =
          server.post(
              "webhooks/" + webhook(server, receiver) + "/test",
              "{\"event\":{\"entity\":\"PROMPT\",\"action\":\"UPDATED\"}}");

      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.message()).contains("Valid actions are: [CREATED]");
      assertThat(receiver.messages()).isEmpty();
    }
  }

  private static JsonNode result(WireServer server, String path, String body) {
    WireServer.Answer answer = server.post(path, body);
    assertThat(answer.status()).as("%s", answer.body()).isEqualTo(200);
    return answer.body().get("result");
  }

  private static String webhook(WireServer server, HttpsReceiver receiver) {
    WireServer.Answer made =
        server.post(
            "webhooks",
            "{\"name\":\"hook\",\"url\":\"https://127.0.0.1:"
                + receiver.port()
                + "/\",\"events\":[{\"entity\":\"MODEL_VERSION\",\"action\":\"CREATED\"}]}");
    return made.body().get("webhook").get("webhook_id").stringValue();
  }

  private static Outbound opened(HttpsReceiver receiver) {
    return new Outbound(
        AddressRule.PRIVATE_TOO,
        host -> List.of(InetAddress.ofLiteral(host)),
        receiver::tls,
        OutboundLimits.USUAL);
  }
}
