package dev.assay.core.webhook;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps webhooks and their secrets. Every method is atomic; times are kept to the millisecond. */
public interface Webhooks {
  /** Keeps a new one; fails ALREADY_EXISTS when there is one of this id. Names may repeat. */
  void create(Webhook webhook, WebhookSecret secret);

  Optional<Webhook> find(WebhookId id);

  /** A page of all, the newest first, those of one time by id. */
  Page<Webhook> list(PageRequest page);

  /** How many there are. */
  int count();

  /** The active ones that want to be told of at least one of these events, by id. */
  List<Webhook> subscribers(Set<WebhookEvent> events);

  /**
   * Replaces the one of the same id, which keeps its secret and its {@code createdAt}.
   *
   * @throws Failure NOT_FOUND when there is none
   */
  void update(Webhook webhook);

  /** Replaces the secret; fails NOT_FOUND when there is no such webhook. */
  void setSecret(WebhookId id, WebhookSecret secret);

  /** The secret, to sign with; {@link WebhookSecret#NONE} also for a webhook that is not there. */
  WebhookSecret secret(WebhookId id);

  /** Removes it with its secret and all that waits for it; false when there is none. */
  boolean delete(WebhookId id);
}
