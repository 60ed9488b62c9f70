package dev.assay.core.memory;

import dev.assay.core.Failure;
import dev.assay.core.webhook.Delivery;
import dev.assay.core.webhook.DeliveryId;
import dev.assay.core.webhook.Occurrence;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookQueue;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Queues of webhooks in memory. */
final class MemoryWebhookQueue implements WebhookQueue {
  private final MemoryState state;

  MemoryWebhookQueue(MemoryState state) {
    this.state = state;
  }

  /** A delivery with its place among all. */
  record Place(long number, Delivery delivery) {}

  @Override
  public void add(Delivery delivery) {
    state.undoLog.transact(
        () -> {
          if (!state.webhooks.has(delivery.webhook())) {
            throw Failure.notFound("Webhook with ID " + delivery.webhook() + " not found.");
          }
          state.deliveries.put(
              delivery.id(),
              new Place(
                  state.next("delivery"), with(delivery, delivery.tries(), delivery.dueAt())));
        });
  }

  @Override
  public int waiting(WebhookId webhook) {
    return state.undoLog.read(() -> (int) queue(webhook).count());
  }

  @Override
  public List<WebhookId> due(Instant now) {
    return state.undoLog.read(
        () ->
            state.webhooks.all().stream()
                .map(Webhook::id)
                .filter(webhook -> first(webhook, now).isPresent())
                .sorted()
                .toList());
  }

  @Override
  public Optional<Delivery> first(WebhookId webhook, Instant now) {
    return state.undoLog.read(
        () ->
            state.webhooks.find(webhook).filter(Webhook::isActive).stream()
                .flatMap(active -> queue(webhook).limit(1))
                .map(Place::delivery)
                .filter(delivery -> !delivery.dueAt().isAfter(now))
                .findFirst());
  }

  @Override
  public void postpone(DeliveryId delivery, int tries, Instant until) {
    if (tries < 1) {
      throw Failure.invalid("a delivery is postponed after 1 or more tries, not " + tries);
    }
    state.undoLog.transact(
        () ->
            state
                .deliveries
                .find(delivery)
                .ifPresent(
                    place ->
                        state.deliveries.put(
                            delivery,
                            new Place(place.number(), with(place.delivery(), tries, until)))));
  }

  @Override
  public boolean remove(DeliveryId delivery) {
    return state.undoLog.transact(() -> state.deliveries.remove(delivery));
  }

  private Stream<Place> queue(WebhookId webhook) {
    return state.deliveries.all().stream()
        .filter(place -> place.delivery().webhook().equals(webhook))
        .sorted(Comparator.comparingLong(Place::number));
  }

  private static Delivery with(Delivery delivery, int tries, Instant dueAt) {
    Occurrence occurrence = delivery.occurrence();
    return new Delivery(
        delivery.id(),
        delivery.webhook(),
        new Occurrence(
            occurrence.event(),
            occurrence.entry(),
            occurrence.at().truncatedTo(ChronoUnit.MILLIS),
            occurrence.facts()),
        tries,
        dueAt.truncatedTo(ChronoUnit.MILLIS));
  }
}
