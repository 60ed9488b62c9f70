package dev.assay.core.webhook;

import dev.assay.core.Failure;

/**
 * The key by which a receiver knows that a message is ours. It is kept as it is, since messages are
 * signed with it, and shown to nobody.
 *
 * @param value empty when there is none
 */
public record WebhookSecret(String value) {
  /** Longest secret, in characters. */
  public static final int LENGTH_MAX = 1_000;

  /** Messages are not signed. */
  public static final WebhookSecret NONE = new WebhookSecret("");

  public WebhookSecret {
    if (value.length() > LENGTH_MAX) {
      throw Failure.invalid(
          "The webhook secret has " + value.length() + " characters; " + LENGTH_MAX + " is most");
    }
  }

  public boolean isNone() {
    return value.isEmpty();
  }

  @Override
  public String toString() {
    return isNone() ? "no secret" : "a secret";
  }
}
