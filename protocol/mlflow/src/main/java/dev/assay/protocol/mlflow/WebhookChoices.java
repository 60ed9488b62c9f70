package dev.assay.protocol.mlflow;

import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The enums of webhooks, by name and by number, and what they are in the domain. */
final class WebhookChoices {
  static final Map<String, Webhook.Status> STATUSES =
      Map.of(
          "ACTIVE", Webhook.Status.ACTIVE,
          "1", Webhook.Status.ACTIVE,
          "DISABLED", Webhook.Status.DISABLED,
          "2", Webhook.Status.DISABLED);

  private static final Map<String, String> ENTITIES =
      numbered(
          List.of(
              "REGISTERED_MODEL",
              "MODEL_VERSION",
              "MODEL_VERSION_TAG",
              "MODEL_VERSION_ALIAS",
              "PROMPT",
              "PROMPT_VERSION",
              "PROMPT_TAG",
              "PROMPT_VERSION_TAG",
              "PROMPT_ALIAS",
              "BUDGET_POLICY"));

  private static final Map<String, String> ACTIONS =
      numbered(List.of("CREATED", "UPDATED", "DELETED", "SET", "EXCEEDED"));

  private WebhookChoices() {}

  /** The event that an object of {@code entity} and {@code action} names. */
  static WebhookEvent event(Message message) {
    String entity = message.choice("entity", ENTITIES).orElseThrow(() -> message.missing("entity"));
    String action = message.choice("action", ACTIONS).orElseThrow(() -> message.missing("action"));
    return WebhookEvent.of(entity, action).orElseThrow(() -> wrong(message, entity, action));
  }

  static List<WebhookEvent> events(Message message) {
    List<WebhookEvent> events = new ArrayList<>();
    message.messages("events").forEach(each -> events.add(event(each)));
    return events;
  }

  static Optional<Webhook.Status> status(Message message) {
    return message.choice("status", STATUSES);
  }

  private static RuntimeException wrong(Message message, String entity, String action) {
    String right =
        Stream.of(WebhookEvent.values())
            .filter(event -> event.entity().equals(entity))
            .map(WebhookEvent::action)
            .collect(Collectors.toCollection(TreeSet::new))
            .toString();
    return message.invalid(
        "action",
        action,
        "Invalid action '" + action + "' for entity '" + entity + "'. Valid actions are: " + right);
  }

  /** Each name by itself and by its number, which counts from 1. */
  private static Map<String, String> numbered(List<String> names) {
    return IntStream.range(0, names.size())
        .boxed()
        .flatMap(
            i ->
                Stream.of(
                    Map.entry(names.get(i), names.get(i)),
                    Map.entry(Integer.toString(i + 1), names.get(i))))
        .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
