package dev.assay.core.webhook;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What webhooks can be told of: something was done to a thing of some kind. */
public enum WebhookEvent {
  REGISTERED_MODEL_CREATED,
  MODEL_VERSION_CREATED,
  MODEL_VERSION_TAG_SET,
  MODEL_VERSION_TAG_DELETED,
  MODEL_VERSION_ALIAS_CREATED,
  MODEL_VERSION_ALIAS_DELETED,
  PROMPT_CREATED,
  PROMPT_VERSION_CREATED,
  PROMPT_TAG_SET,
  PROMPT_TAG_DELETED,
  PROMPT_VERSION_TAG_SET,
  PROMPT_VERSION_TAG_DELETED,
  PROMPT_ALIAS_CREATED,
  PROMPT_ALIAS_DELETED,
  /** Can be subscribed to, as in MLflow; nothing here has a budget, so it never happens. */
  BUDGET_POLICY_EXCEEDED;

  /** The kind of thing, for example {@code MODEL_VERSION_TAG}. */
  public String entity() {
    return name().substring(0, name().lastIndexOf('_'));
  }

  /** What was done, for example {@code SET}. */
  public String action() {
    return name().substring(name().lastIndexOf('_') + 1);
  }

  /** Both, for example {@code model_version_tag.set}. */
  public String word() {
    return (entity() + "." + action()).toLowerCase(Locale.ROOT);
  }

  /** The event of these words, if there is such a one. */
  public static Optional<WebhookEvent> of(String entity, String action) {
    return Arrays.stream(values())
        .filter(event -> event.entity().equals(entity) && event.action().equals(action))
        .findFirst();
  }

  /** Reads {@link #word} back. */
  public static Optional<WebhookEvent> of(String word) {
    return Arrays.stream(values()).filter(event -> event.word().equals(word)).findFirst();
  }
}
