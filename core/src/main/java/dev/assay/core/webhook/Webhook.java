package dev.assay.core.webhook;

import java.time.Instant;
import java.util.List;

/**
 * An address that is told of events. Its secret is kept beside it and never part of it, so that no
 * answer can show it.
 *
 * @param description what it is for; may be empty
 * @param url where messages go, as the user wrote it; often a credential by itself, so it is shown
 *     to none but those who may change it
 * @param events each at most once, in the order they were given
 */
public record Webhook(
    WebhookId id,
    String name,
    String description,
    String url,
    List<WebhookEvent> events,
    Status status,
    Instant createdAt,
    Instant updatedAt) {
  public Webhook {
    events = events.stream().distinct().toList();
  }

  /** Whether it is told anything. */
  public enum Status {
    ACTIVE,
    DISABLED
  }

  public boolean isActive() {
    return status == Status.ACTIVE;
  }
}
