package dev.assay.core.webhook;

import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import java.util.List;

/** What webhooks are ordered by. */
public enum WebhookField {
  CREATED_AT,
  ID;

  /** The order of listings. */
  public static final List<Order<WebhookField>> NEWEST_FIRST =
      List.of(new Order<>(CREATED_AT, true), new Order<>(ID, false));

  /** What a webhook holds in a field. */
  public static List<Value> values(Webhook webhook, WebhookField field) {
    return switch (field) {
      case CREATED_AT -> List.of(new Value.Numeric(webhook.createdAt().toEpochMilli()));
      case ID -> List.of(new Value.Text(webhook.id().value()));
    };
  }
}
