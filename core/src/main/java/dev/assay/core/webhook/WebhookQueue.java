package dev.assay.core.webhook;

import dev.assay.core.Failure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what webhooks have not been told yet, in the order it happened, for each webhook by itself.
 * Every method is atomic; times are kept to the millisecond.
 */
public interface WebhookQueue {
  /** Puts it behind all that waits for its webhook; fails NOT_FOUND when there is no such one. */
  void add(Delivery delivery);

  /** How many wait for the webhook; 0 also for one that is not there. */
  int waiting(WebhookId webhook);

  /**
   * The webhooks that can be told something now, by id: those that are active and whose first
   * waiting delivery is due at {@code now} or before.
   */
  List<WebhookId> due(Instant now);

  /** What the webhook is to be told first, if that is due and the webhook active. */
  Optional<Delivery> first(WebhookId webhook, Instant now);

  /**
   * Counts a try in vain and sets when the next may be; the place in the queue stays. A delivery
   * that is not there stays so.
   *
   * @throws Failure INVALID when {@code tries} is less than 1
   */
  void postpone(DeliveryId delivery, int tries, Instant until);

  /** Removes it; false when it is not there. */
  boolean remove(DeliveryId delivery);
}
