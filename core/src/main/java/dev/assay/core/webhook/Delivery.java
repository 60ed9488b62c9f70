package dev.assay.core.webhook;

import java.time.Instant;

/**
 * An occurrence that a webhook has to be told of.
 *
 * @param tries how often that was tried in vain
 * @param dueAt when it may be tried next
 */
public record Delivery(
    DeliveryId id, WebhookId webhook, Occurrence occurrence, int tries, Instant dueAt) {}
