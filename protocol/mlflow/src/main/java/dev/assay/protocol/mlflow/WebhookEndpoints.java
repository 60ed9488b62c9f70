package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.DELETE;
import static dev.assay.web.Method.GET;
import static dev.assay.web.Method.PATCH;
import static dev.assay.web.Method.POST;

import dev.assay.core.Failure;
import dev.assay.core.account.Permission;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.webhook.Attempt;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookActions;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookSecret;
import dev.assay.core.webhook.Webhooks;
import dev.assay.web.Method;
import dev.assay.web.Response;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * The endpoints of webhooks. They are for administrators alone, as with MLflow: a webhook makes the
 * server call others, and its address often is a credential.
 */
final class WebhookEndpoints {
  static final int LIST_DEFAULT = 100;
  static final int LIST_MAX = 1_000;

  private static final String PATH = "2.0/mlflow/webhooks";
  private static final String ONE = PATH + "/{webhook_id}";

  private final Webhooks webhooks;
  private final WebhookActions actions;
  private final WebhookSender sender;

  WebhookEndpoints(Webhooks webhooks, WebhookActions actions, WebhookSender sender) {
    this.webhooks = webhooks;
    this.actions = actions;
    this.sender = sender;
  }

  void register(Endpoints endpoints) {
    add(endpoints, POST, PATH, this::create);
    add(endpoints, GET, PATH, this::list);
    add(endpoints, GET, ONE, this::get);
    add(endpoints, PATCH, ONE, this::update);
    add(endpoints, DELETE, ONE, this::delete);
    add(endpoints, POST, ONE + "/test", this::test);
  }

  private static void add(
      Endpoints endpoints, Method method, String path, Endpoints.Endpoint endpoint) {
    endpoints.add(
        method, path, Permission.ADMIN, Endpoints.BODY, Endpoints.decoded(method, endpoint));
  }

  private Response create(Call call) {
    Message message = call.message();
    String name = message.requiredText("name");
    String url = message.requiredText("url");
    List<WebhookEvent> events = WebhookChoices.events(message);
    if (events.isEmpty()) {
      throw message.missing("events");
    }
    WebhookActions.Draft draft =
        new WebhookActions.Draft(
            name,
            message.text("description", ""),
            url,
            events,
            new WebhookSecret(message.text("secret", "")),
            WebhookChoices.status(message).orElse(Webhook.Status.ACTIVE));
    return answer(actions.create(call.actor(), draft));
  }

  private Response list(Call call) {
    Message message = call.message();
    long size = message.wholeNumber("max_results", LIST_DEFAULT);
    if (size < 1 || size > LIST_MAX) {
      throw message.invalid(
          "max_results", size, "max_results must be between 1 and " + LIST_MAX + ".");
    }
    PageRequest request = Paging.page(message, LIST_DEFAULT, LIST_MAX);
    Page<Webhook> page = webhooks.list(request);
    return Answers.object(
        json -> {
          Answers.list(json, "webhooks", page.items(), WebhookEndpoints::write);
          Paging.next(json, page);
        });
  }

  private Response get(Call call) {
    return answer(existing(id(call)));
  }

  /** Empty fields change nothing, but an empty description or secret takes that away. */
  private Response update(Call call) {
    WebhookId id = id(call);
    Message message = call.message();
    List<WebhookEvent> events = WebhookChoices.events(message);
    WebhookActions.Change change =
        new WebhookActions.Change(
            message.text("name").filter(text -> !text.isEmpty()),
            message.text("description"),
            message.text("url").filter(text -> !text.isEmpty()),
            Optional.of(events).filter(list -> !list.isEmpty()),
            message.text("secret").map(WebhookSecret::new),
            WebhookChoices.status(message));
    return answer(actions.update(call.actor(), id, change));
  }

  private Response delete(Call call) {
    actions.delete(call.actor(), id(call));
    return Answers.empty();
  }

  /** Sends an example at once. The answer never holds what the target said, only its status. */
  private Response test(Call call) {
    Webhook webhook = existing(id(call));
    WebhookEvent event =
        call.message()
            .message("event")
            .map(WebhookChoices::event)
            .orElse(webhook.events().getFirst());
    Attempt attempt = sender.test(webhook, webhooks.secret(webhook.id()), event);
    return Answers.object(
        json -> Answers.member(json, "result", each -> writeResult(each, attempt)));
  }

  private static void writeResult(JsonGenerator json, Attempt attempt) {
    json.writeBooleanProperty("success", attempt.delivered());
    if (attempt instanceof Attempt.Answered(int status)) {
      json.writeNumberProperty("response_status", status);
    }
    if (!attempt.delivered()) {
      json.writeStringProperty("error_message", "Failed to test webhook: " + attempt.text());
    }
  }

  private static WebhookId id(Call call) {
    String text = call.request().variable("webhook_id");
    if (!WebhookId.isValid(text)) {
      throw notFound(text);
    }
    return new WebhookId(text);
  }

  private Webhook existing(WebhookId id) {
    return webhooks.find(id).orElseThrow(() -> notFound(id.value()));
  }

  private static Failure notFound(String id) {
    return Failure.notFound("Webhook with ID " + id + " not found.");
  }

  private static Response answer(Webhook webhook) {
    return Answers.object(json -> Answers.member(json, "webhook", each -> write(each, webhook)));
  }

  private static void write(JsonGenerator json, Webhook webhook) {
    json.writeStringProperty("webhook_id", webhook.id().value());
    json.writeStringProperty("name", webhook.name());
    Answers.text(
        json, "description", Optional.of(webhook.description()).filter(text -> !text.isEmpty()));
    json.writeStringProperty("url", webhook.url());
    Answers.list(
        json,
        "events",
        webhook.events(),
        (each, event) -> {
          each.writeStringProperty("entity", event.entity());
          each.writeStringProperty("action", event.action());
        });
    json.writeStringProperty("status", webhook.status().name());
    json.writeNumberProperty("creation_timestamp", webhook.createdAt().toEpochMilli());
    json.writeNumberProperty("last_updated_timestamp", webhook.updatedAt().toEpochMilli());
  }
}
