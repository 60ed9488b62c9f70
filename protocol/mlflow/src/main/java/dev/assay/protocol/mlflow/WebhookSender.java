package dev.assay.protocol.mlflow;

import dev.assay.core.IdSource;
import dev.assay.core.webhook.Attempt;
import dev.assay.core.webhook.DeliveryId;
import dev.assay.core.webhook.Occurrence;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.core.webhook.WebhookSecret;
import dev.assay.web.outbound.Outbound;
import dev.assay.web.outbound.Outcome;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Tells webhooks what happened, in MLflow's words: a JSON body with the headers {@code
 * X-MLflow-Delivery-Id}, {@code X-MLflow-Timestamp} (of this try) and, where there is a secret,
 * {@code X-MLflow-Signature}. Thread-safe.
 */
public final class WebhookSender {
  private static final String SIGNATURE_VERSION = "v1";
  private static final String MAC = "HmacSHA256";

  private final Outbound outbound;
  private final InstantSource clock;
  private final IdSource ids;
  private final String userAgent;

  /**
   * @param version of this program, which receivers see
   */
  public WebhookSender(Outbound outbound, InstantSource clock, IdSource ids, String version) {
    this.outbound = outbound;
    this.clock = clock;
    this.ids = ids;
    this.userAgent = "assay/" + version;
  }

  /** One try; a receiver knows repeated ones by the id. */
  public Attempt send(
      Webhook webhook, WebhookSecret secret, DeliveryId delivery, Occurrence occurrence) {
    byte[] body = WebhookPayloads.body(occurrence);
    String time = Long.toString(clock.instant().getEpochSecond());
    Map<String, String> headers = new HashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("User-Agent", userAgent);
    headers.put("X-MLflow-Delivery-Id", delivery.value());
    headers.put("X-MLflow-Timestamp", time);
    if (!secret.isNone()) {
      headers.put("X-MLflow-Signature", signature(secret, delivery, time, body));
    }
    return switch (outbound.post(webhook.url(), headers, body)) {
      case Outcome.Answered(int status) -> new Attempt.Answered(status);
      case Outcome.Unreachable(String why) -> new Attempt.Unanswered(why);
      case Outcome.Barred(String why) -> new Attempt.Barred(why);
    };
  }

  /** Sends an example of an event, which did not happen. */
  Attempt test(Webhook webhook, WebhookSecret secret, WebhookEvent event) {
    Occurrence example = WebhookPayloads.example(event, clock.instant());
    return send(webhook, secret, DeliveryId.next(ids), example);
  }

  /** {@code v1,} and the Base64 of the HMAC over {@code delivery.time.body}. */
  private static String signature(
      WebhookSecret secret, DeliveryId delivery, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(MAC);
      mac.init(new SecretKeySpec(secret.value().getBytes(StandardCharsets.UTF_8), MAC));
      mac.update((delivery.value() + "." + time + ".").getBytes(StandardCharsets.UTF_8));
      return SIGNATURE_VERSION + "," + Base64.getEncoder().encodeToString(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + MAC, e);
    }
  }
}
