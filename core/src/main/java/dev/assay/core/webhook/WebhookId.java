package dev.assay.core.webhook;

import dev.assay.core.Failure;
import dev.assay.core.IdSource;

/** The identifier of a webhook: a UUID as text. */
public record WebhookId(String value) implements Comparable<WebhookId> {
  public WebhookId {
    if (!UuidText.isOne(value)) {
      throw Failure.invalid("'" + value + "' is not the id of a webhook: a UUID is needed");
    }
  }

  /** One never given before. */
  public static WebhookId next(IdSource ids) {
    return new WebhookId(UuidText.next(ids));
  }

  public static boolean isValid(String text) {
    return UuidText.isOne(text);
  }

  @Override
  public int compareTo(WebhookId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
