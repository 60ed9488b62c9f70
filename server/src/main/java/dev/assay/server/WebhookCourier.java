package dev.assay.server;

import dev.assay.core.account.Actor;
import dev.assay.core.webhook.Attempt;
import dev.assay.core.webhook.Delivery;
import dev.assay.core.webhook.DeliveryActions;
import dev.assay.core.webhook.DeliveryActions.Outcome;
import dev.assay.core.webhook.DeliveryId;
import dev.assay.core.webhook.Occurrence;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookSecret;
import dev.assay.core.webhook.Webhooks;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells webhooks what waits for them: each on a thread of its own and in order, so that a target
 * that is slow or gone holds up nobody else. What it knows is all in the queue, so after a crash it
 * goes on where it was; a message that was sent but not noted is sent once more, with the same id.
 * Owned by {@link App}.
 */
final class WebhookCourier implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookCourier.class);
  private static final Duration FINISH_MAX = Duration.ofSeconds(3);

  /** After the store failed: what was sent cannot be noted now and must not be sent on and on. */
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(1);

  private final Webhooks webhooks;
  private final DeliveryActions deliveries;
  private final Sender sender;
  private final Set<WebhookId> busy = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private volatile boolean closing;

  WebhookCourier(Webhooks webhooks, DeliveryActions deliveries, Sender sender) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.sender = sender;
  }

  /** Makes one try. */
  @FunctionalInterface
  interface Sender {
    Attempt send(Webhook webhook, WebhookSecret secret, DeliveryId delivery, Occurrence occurrence);
  }

  /** Starts with every webhook that something is due for and that is not being told already. */
  void turn() {
    for (WebhookId webhook : deliveries.due()) {
      if (!closing && busy.add(webhook)) {
        threads.execute(() -> tellAll(webhook));
      }
    }
  }

  private void tellAll(WebhookId webhook) {
    try {
      boolean goOn = true;
      while (goOn && !closing) {
        goOn = tellNext(webhook);
      }
    } catch (RuntimeException e) {
      LOG.warn("telling webhook {} stopped and will be tried again", webhook, e);
      pause();
    } finally {
      busy.remove(webhook);
    }
  }

  /** Whether the next may follow at once. */
  private boolean tellNext(WebhookId id) {
    Optional<Webhook> webhook = webhooks.find(id);
    Optional<Delivery> next = deliveries.next(id);
    if (webhook.isEmpty() || next.isEmpty()) {
      return false;
    }
    Delivery delivery = next.get();
    Attempt attempt =
        sender.send(webhook.get(), webhooks.secret(id), delivery.id(), delivery.occurrence());
    Outcome outcome = deliveries.settle(Actor.SYSTEM, delivery, attempt);
    log(delivery, attempt, outcome);
    return outcome != Outcome.POSTPONED;
  }

  private static void log(Delivery delivery, Attempt attempt, Outcome outcome) {
    String event = delivery.occurrence().event().word();
    switch (outcome) {
      case DELIVERED -> LOG.debug("told webhook {} of {}", delivery.webhook(), event);
      case POSTPONED ->
          LOG.info(
              "webhook {} was not told of {}, try {}: {}",
              delivery.webhook(),
              event,
              delivery.tries() + 1,
              attempt.text());
      case GIVEN_UP ->
          LOG.warn(
              "webhook {} will not be told of {} (ledger entry {}), given up after {} tries: {}",
              delivery.webhook(),
              event,
              delivery.occurrence().entry(),
              delivery.tries() + 1,
              attempt.text());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_AFTER_FAILURE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server ends
    }
  }

  /** Lets tries that run end, for a while. */
  @Override
  public void close() {
    closing = true;
    threads.shutdown();
    try {
      if (!threads.awaitTermination(FINISH_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
