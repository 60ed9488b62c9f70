package dev.assay.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.IdSource;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Journal;
import dev.assay.core.memory.MemoryStore;
import dev.assay.core.webhook.DeliveryActions.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often and when a delivery is tried, and what is left of one that never succeeded. */
final class DeliveryActionsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final WebhookId HOOK = WebhookId.next(IdSource.random());

  private final MemoryStore store = new MemoryStore();
  private Instant now = START;
  private final DeliveryActions actions =
      new DeliveryActions(
          store.transactions(), store.webhookQueue(), new Journal(store.ledger(), () -> now));

  @BeforeEach
  void keepAWebhookWithADelivery() {
    List<WebhookEvent> events = List.of(WebhookEvent.PROMPT_CREATED);
    store
        .webhooks()
        .create(
            new Webhook(HOOK, "w", "", "https://h/", events, Webhook.Status.ACTIVE, now, now),
            WebhookSecret.NONE);
    Occurrence occurrence =
        new Occurrence(WebhookEvent.PROMPT_CREATED, 7, now, Map.of("name", "p"));
    store
        .webhookQueue()
        .add(new Delivery(DeliveryId.next(IdSource.random()), HOOK, occurrence, 0, now));
  }

  @Test
  void whatWasTakenLeavesTheQueue() {
    assertThat(actions.due()).containsExactly(HOOK);
    assertThat(settle(new Attempt.Answered(204))).isEqualTo(Outcome.DELIVERED);
    assertThat(actions.due()).isEmpty();
    assertThat(store.ledger().head()).isEmpty();
  }

  @Test
  void aTargetThatIsAwayIsTriedForMoreThanADay() {
    List<Long> delays = triesUntilGivenUp(new Attempt.Unanswered("nobody answered"));

    assertThat(delays.subList(0, 8))
        .containsExactly(1L, 4L, 16L, 64L, 256L, 1_024L, 3_600L, 3_600L);
    assertThat(delays).hasSize(Attempt.TRIES_AWAY_MAX - 1);
    assertThat(Duration.between(START, now)).isGreaterThan(Duration.ofHours(24));
  }

  @Test
  void whatAProxySaysForAnAbsentTargetCountsAsAway() {
    for (int status : List.of(408, 425, 429, 502, 503, 504)) {
      assertThat(new Attempt.Answered(status).triesMax()).isEqualTo(Attempt.TRIES_AWAY_MAX);
    }
  }

  @Test
  void anErrorOfTheTargetIsTriedForMoreThanAnHour() {
    assertThat(triesUntilGivenUp(new Attempt.Answered(500))).hasSize(Attempt.TRIES_FAILING_MAX - 1);
    assertThat(Duration.between(START, now)).isGreaterThan(Duration.ofHours(1));
  }

  @Test
  void aRefusalARedirectAndABarredAddressAreFinal() {
    for (Attempt attempt :
        List.of(
            new Attempt.Answered(400),
            new Attempt.Answered(302),
            new Attempt.Answered(410),
            new Attempt.Barred("private"))) {
      assertThat(attempt.delivered()).isFalse();
      assertThat(attempt.triesMax()).isEqualTo(1);
    }
  }

  @Test
  void whatWasGivenUpIsInTheLedgerOnce() {
    Delivery delivery = actions.next(HOOK).orElseThrow();
    for (int i = 0; i < 2; i++) {
      actions.settle(Actor.SYSTEM, delivery, new Attempt.Answered(404));
    }

    assertThat(store.ledger().entries(0, 10)).hasSize(1);
    assertThat(store.ledger().entries(0, 10).getFirst().json())
        .contains("\"action\":\"webhook-undelivered\"")
        .contains("\"actor\":\"system\"")
        .contains("\"entry\":\"7\"")
        .contains("\"event\":\"prompt.created\"")
        .contains("\"tries\":\"1\"")
        .contains("the target answered 404");
  }

  /** Tries whenever it is due; gives the delays in seconds. */
  private List<Long> triesUntilGivenUp(Attempt attempt) {
    List<Long> delays = new ArrayList<>();
    while (settle(attempt) == Outcome.POSTPONED) {
      assertThat(actions.due()).isEmpty();
      long delay = 0;
      while (actions.due().isEmpty()) {
        now = now.plusSeconds(1);
        delay++;
      }
      delays.add(delay);
    }
    assertThat(actions.due()).isEmpty();
    return delays;
  }

  private Outcome settle(Attempt attempt) {
    return actions.settle(Actor.SYSTEM, actions.next(HOOK).orElseThrow(), attempt);
  }
}
