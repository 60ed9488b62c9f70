package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static dev.assay.testkit.Given.at;
import static dev.assay.testkit.WebhooksKit.id;
import static dev.assay.testkit.WebhooksKit.webhook;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.core.webhook.Delivery;
import dev.assay.core.webhook.DeliveryId;
import dev.assay.core.webhook.Occurrence;
import dev.assay.core.webhook.Webhook.Status;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookQueue;
import dev.assay.core.webhook.WebhookSecret;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link WebhookQueue} keeps. */
public abstract class WebhookQueueKit extends PortKit {
  private static final WebhookId ONE = id(1);
  private static final WebhookId TWO = id(2);
  private static final WebhookId DISABLED = id(3);

  @BeforeEach
  final void keepWebhooks() {
    WebhookEvent event = WebhookEvent.PROMPT_CREATED;
    store.webhooks().create(webhook(1, Status.ACTIVE, event), WebhookSecret.NONE);
    store.webhooks().create(webhook(2, Status.ACTIVE, event), WebhookSecret.NONE);
    store.webhooks().create(webhook(3, Status.DISABLED, event), WebhookSecret.NONE);
  }

  @Test
  void keepsAllOfADeliveryOverARestart() {
    Delivery delivery = delivery(1, ONE, 5);
    queue().add(delivery);
    restart();

    assertThat(queue().first(ONE, at(5))).contains(delivery);
    assertThat(queue().waiting(ONE)).isEqualTo(1);
  }

  @Test
  void givesTheFirstOfAWebhookUntilItIsRemoved() {
    queue().add(delivery(3, ONE, 0));
    queue().add(delivery(1, ONE, 0));
    queue().add(delivery(2, TWO, 0));

    assertThat(queue().first(ONE, at(9))).contains(delivery(3, ONE, 0));
    assertThat(queue().first(ONE, at(9))).contains(delivery(3, ONE, 0));
    assertThat(queue().remove(delivery(3, ONE, 0).id())).isTrue();
    assertThat(queue().first(ONE, at(9))).contains(delivery(1, ONE, 0));
    assertThat(queue().remove(delivery(1, ONE, 0).id())).isTrue();
    assertThat(queue().remove(delivery(1, ONE, 0).id())).isFalse();
    assertThat(queue().first(ONE, at(9))).isEmpty();
    assertThat(queue().first(TWO, at(9))).contains(delivery(2, TWO, 0));
  }

  @Test
  void aWebhookIsDueWhenItsFirstDeliveryIs() {
    queue().add(delivery(1, ONE, 10));
    queue().add(delivery(2, ONE, 0));
    queue().add(delivery(3, TWO, 5));

    assertThat(queue().due(at(4))).isEmpty();
    assertThat(queue().due(at(5))).containsExactly(TWO);
    assertThat(queue().due(at(10))).containsExactly(ONE, TWO);
    assertThat(queue().first(ONE, at(9))).isEmpty();
    assertThat(queue().first(ONE, at(10))).contains(delivery(1, ONE, 10));
  }

  @Test
  void aDisabledWebhookIsToldNothingUntilItIsActiveAgain() {
    queue().add(delivery(1, DISABLED, 0));

    assertThat(queue().due(at(9))).isEmpty();
    assertThat(queue().first(DISABLED, at(9))).isEmpty();
    assertThat(queue().waiting(DISABLED)).isEqualTo(1);
    store.webhooks().update(webhook(3, Status.ACTIVE, WebhookEvent.PROMPT_CREATED));
    assertThat(queue().due(at(9))).containsExactly(DISABLED);
  }

  @Test
  void aPostponedDeliveryStaysAtTheFront() {
    queue().add(delivery(1, ONE, 0));
    queue().add(delivery(2, ONE, 0));
    queue().postpone(delivery(1, ONE, 0).id(), 3, at(60).plusNanos(999));

    assertThat(queue().first(ONE, at(59))).isEmpty();
    assertThat(queue().due(at(59))).isEmpty();
    Delivery postponed = delivery(1, ONE, 60);
    assertThat(queue().first(ONE, at(60)))
        .contains(new Delivery(postponed.id(), ONE, postponed.occurrence(), 3, at(60)));
  }

  @Test
  void whatIsNotThereStaysSo() {
    queue().postpone(delivery(7, ONE, 0).id(), 1, at(1));

    assertThat(queue().waiting(ONE)).isZero();
    assertThat(queue().waiting(id(9))).isZero();
    assertThat(queue().first(id(9), at(9))).isEmpty();
    assertFails(Failure.Kind.NOT_FOUND, () -> queue().add(delivery(1, id(9), 0)));
    assertFails(Failure.Kind.INVALID, () -> queue().postpone(delivery(1, ONE, 0).id(), 0, at(1)));
  }

  @Test
  void aDeletedWebhookTakesItsQueueAlong() {
    queue().add(delivery(1, ONE, 0));
    queue().add(delivery(2, TWO, 0));
    store.webhooks().delete(ONE);

    assertThat(queue().waiting(ONE)).isZero();
    assertThat(queue().remove(delivery(1, ONE, 0).id())).isFalse();
    assertThat(queue().due(at(9))).containsExactly(TWO);
  }

  @Test
  void failedTransactionLeavesNothing() {
    queue().add(delivery(1, ONE, 0));
    assertRollsBack(
        () -> {
          queue().add(delivery(2, TWO, 0));
          queue().postpone(delivery(1, ONE, 0).id(), 1, at(60));
        });
    assertRollsBack(() -> queue().remove(delivery(1, ONE, 0).id()));

    assertThat(queue().due(at(0))).containsExactly(ONE);
    assertThat(queue().first(ONE, at(0))).contains(delivery(1, ONE, 0));
  }

  private WebhookQueue queue() {
    return store.webhookQueue();
  }

  private static Delivery delivery(int number, WebhookId webhook, int dueSecond) {
    Occurrence occurrence =
        new Occurrence(
            WebhookEvent.PROMPT_CREATED,
            100 + number,
            at(number),
            Map.of("name", "p\u00fc" + number, "tag:a", "", "description", "two\nlines"));
    DeliveryId id = new DeliveryId(String.format("10000000-0000-0000-0000-%012x", number));
    return new Delivery(id, webhook, occurrence, 0, at(dueSecond));
  }
}
