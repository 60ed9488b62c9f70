package dev.assay.core.webhook;

import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Works off the queue: takes what is due and notes what came of it. A delivery leaves the queue
 * only after its target took it or after its last try, so a crash at any moment repeats at most one
 * message per webhook and loses none. Thread-safe; give each webhook's deliveries to one thread.
 */
public final class DeliveryActions {
  private final Transactions transactions;
  private final WebhookQueue queue;
  private final Journal journal;

  public DeliveryActions(Transactions transactions, WebhookQueue queue, Journal journal) {
    this.transactions = transactions;
    this.queue = queue;
    this.journal = journal;
  }

  /** What becomes of a delivery after a try. */
  public enum Outcome {
    DELIVERED,
    POSTPONED,
    GIVEN_UP
  }

  /** The webhooks that can be told something now. */
  public List<WebhookId> due() {
    return queue.due(journal.now());
  }

  /** What a webhook is to be told now, if anything. */
  public Optional<Delivery> next(WebhookId webhook) {
    return queue.first(webhook, journal.now());
  }

  /**
   * Notes what came of a try. After the last one the delivery is given up, which is an entry of the
   * ledger; the next one then takes its place.
   */
  public Outcome settle(Actor actor, Delivery delivery, Attempt attempt) {
    if (attempt.delivered()) {
      queue.remove(delivery.id());
      return Outcome.DELIVERED;
    }
    int tries = delivery.tries() + 1;
    if (tries < attempt.triesMax()) {
      Duration delay = Attempt.delayAfter(tries);
      queue.postpone(delivery.id(), tries, journal.now().plus(delay));
      return Outcome.POSTPONED;
    }
    transactions.transact(() -> giveUp(actor, delivery, tries, attempt));
    return Outcome.GIVEN_UP;
  }

  private void giveUp(Actor actor, Delivery delivery, int tries, Attempt attempt) {
    if (queue.remove(delivery.id())) {
      journal.append(
          actor,
          Action.WEBHOOK_UNDELIVERED,
          WebhookActions.subject(delivery.webhook()),
          undelivered(delivery.occurrence(), tries, attempt.text()));
    }
  }

  /** What the ledger keeps of an event that a webhook was not told of. */
  static Map<String, String> undelivered(Occurrence occurrence, int tries, String why) {
    return Map.of(
        "event",
        occurrence.event().word(),
        "entry",
        Long.toString(occurrence.entry()),
        "tries",
        Integer.toString(tries),
        "why",
        why);
  }
}
