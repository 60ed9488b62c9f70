package dev.assay.core.memory;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.RowOrder;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.core.webhook.WebhookField;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookSecret;
import dev.assay.core.webhook.Webhooks;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Webhooks in memory. */
final class MemoryWebhooks implements Webhooks {
  private final MemoryState state;

  MemoryWebhooks(MemoryState state) {
    this.state = state;
  }

  @Override
  public void create(Webhook webhook, WebhookSecret secret) {
    state.undoLog.transact(
        () -> {
          if (state.webhooks.has(webhook.id())) {
            throw Failure.alreadyExists("there is a webhook with ID " + webhook.id() + " already");
          }
          state.webhooks.put(webhook.id(), kept(webhook, webhook));
          state.webhookSecrets.put(webhook.id(), secret);
        });
  }

  @Override
  public Optional<Webhook> find(WebhookId id) {
    return state.undoLog.read(() -> state.webhooks.find(id));
  }

  @Override
  public Page<Webhook> list(PageRequest page) {
    return state.undoLog.read(
        () ->
            new RowOrder<Webhook, WebhookField>(WebhookField.NEWEST_FIRST, WebhookField::values)
                .page(state.webhooks.all().stream(), page));
  }

  @Override
  public int count() {
    return state.undoLog.read(() -> state.webhooks.all().size());
  }

  @Override
  public List<Webhook> subscribers(Set<WebhookEvent> events) {
    return state.undoLog.read(
        () ->
            state.webhooks.all().stream()
                .filter(Webhook::isActive)
                .filter(webhook -> webhook.events().stream().anyMatch(events::contains))
                .sorted(Comparator.comparing(Webhook::id))
                .toList());
  }

  @Override
  public void update(Webhook webhook) {
    state.undoLog.transact(
        () -> state.webhooks.put(webhook.id(), kept(webhook, existing(webhook.id()))));
  }

  @Override
  public void setSecret(WebhookId id, WebhookSecret secret) {
    state.undoLog.transact(
        () -> {
          existing(id);
          state.webhookSecrets.put(id, secret);
        });
  }

  @Override
  public WebhookSecret secret(WebhookId id) {
    return state.undoLog.read(() -> state.webhookSecrets.get(id, WebhookSecret.NONE));
  }

  @Override
  public boolean delete(WebhookId id) {
    return state.undoLog.transact(
        () -> {
          state.webhookSecrets.remove(id);
          state
              .deliveries
              .keys(key -> state.deliveries.find(key).orElseThrow().delivery().webhook().equals(id))
              .forEach(state.deliveries::remove);
          return state.webhooks.remove(id);
        });
  }

  private Webhook existing(WebhookId id) {
    return state
        .webhooks
        .find(id)
        .orElseThrow(() -> Failure.notFound("Webhook with ID " + id + " not found."));
  }

  private static Webhook kept(Webhook webhook, Webhook first) {
    return new Webhook(
        webhook.id(),
        webhook.name(),
        webhook.description(),
        webhook.url(),
        webhook.events(),
        webhook.status(),
        first.createdAt().truncatedTo(ChronoUnit.MILLIS),
        webhook.updatedAt().truncatedTo(ChronoUnit.MILLIS));
  }
}
