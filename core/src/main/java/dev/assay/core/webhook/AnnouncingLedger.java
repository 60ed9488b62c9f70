package dev.assay.core.webhook;

import dev.assay.core.IdSource;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Change;
import dev.assay.core.ledger.Entry;
import dev.assay.core.ledger.Ledger;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.RegisteredModels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A ledger whose entries on the registry are put into the queues of the webhooks that want to know,
 * in the transaction of the change: what is durable will be delivered, what is undone never is. It
 * reads there what a message needs, since entries hold only digests. Costs one read per change of
 * the registry while nobody listens. Thread-safe.
 */
public final class AnnouncingLedger implements Ledger {
  /** Most deliveries that wait for one webhook; more are noted as undelivered at once. */
  public static final int WAITING_MAX = 10_000;

  private final Ledger ledger;
  private final Stores stores;
  private final Announcements announcements;
  private final IdSource ids;

  /**
   * @param isPrompt whether a model or version of these tags is a prompt, which has its own events
   */
  public AnnouncingLedger(
      Ledger ledger, Stores stores, Predicate<Map<String, String>> isPrompt, IdSource ids) {
    this.ledger = ledger;
    this.stores = stores;
    this.announcements = new Announcements(stores, isPrompt);
    this.ids = ids;
  }

  /** What it reads, and the queue it writes. */
  public record Stores(
      Webhooks webhooks, WebhookQueue queue, RegisteredModels models, ModelVersions versions) {}

  @Override
  public Entry append(Change change) {
    Entry entry = ledger.append(change);
    Set<WebhookEvent> possible = Announcements.possible(change.action());
    if (!possible.isEmpty()) {
      announce(possible, entry.index(), change);
    }
    return entry;
  }

  @Override
  public List<Entry> entries(long fromIndex, int limit) {
    return ledger.entries(fromIndex, limit);
  }

  @Override
  public Optional<Entry> head() {
    return ledger.head();
  }

  private void announce(Set<WebhookEvent> possible, long entry, Change change) {
    List<Webhook> subscribers = stores.webhooks().subscribers(possible);
    if (subscribers.isEmpty()) {
      return;
    }
    for (Occurrence occurrence : announcements.of(change, entry)) {
      for (Webhook webhook : subscribers) {
        if (webhook.events().contains(occurrence.event())) {
          put(webhook.id(), occurrence);
        }
      }
    }
  }

  private void put(WebhookId webhook, Occurrence occurrence) {
    if (stores.queue().waiting(webhook) < WAITING_MAX) {
      stores
          .queue()
          .add(new Delivery(DeliveryId.next(ids), webhook, occurrence, 0, occurrence.at()));
      return;
    }
    Map<String, String> details =
        DeliveryActions.undelivered(
            occurrence, 0, WAITING_MAX + " deliveries wait for the webhook already");
    ledger.append(
        new Change(
            Actor.SYSTEM,
            occurrence.at(),
            Action.WEBHOOK_UNDELIVERED,
            WebhookActions.subject(webhook),
            details));
  }
}
