package dev.assay.protocol.mlflow;

import dev.assay.core.webhook.Occurrence;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.web.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/**
 * The bodies of messages to webhooks, as {@code mlflow.webhooks.types} describes them: {@code
 * {entity, action, timestamp, data}}, where the data depend on the event.
 */
final class WebhookPayloads {
  private static final String TEMPLATE_TAG = "mlflow.prompt.text";

  /** Tags by which MLflow tells prompts; they are no tags of the user's. */
  private static final Set<String> PROMPT_TAGS = Set.of(Prompts.TAG, "_mlflow_prompt_type");

  /** As Python writes times with a zone, so that every Python reads them back. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private WebhookPayloads() {}

  /** The body for something that happened. */
  static byte[] body(Occurrence occurrence) {
    return Json.write(
        json -> {
          json.writeStartObject();
          json.writeStringProperty("entity", occurrence.event().entity().toLowerCase(Locale.ROOT));
          json.writeStringProperty("action", occurrence.event().action().toLowerCase(Locale.ROOT));
          json.writeStringProperty("timestamp", TIME.format(occurrence.at()));
          Answers.member(json, "data", each -> data(each, occurrence));
          json.writeEndObject();
        });
  }

  /** What a test sends: nothing that happened, with the values of MLflow's own examples. */
  static Occurrence example(WebhookEvent event, Instant at) {
    return new Occurrence(event, 0, at, exampleFacts(event));
  }

  private static void data(JsonGenerator json, Occurrence occurrence) {
    switch (occurrence.event()) {
      case REGISTERED_MODEL_CREATED -> {
        facts(json, occurrence, List.of("name"));
        tags(json, occurrence.tags());
        orNull(json, "description", occurrence.fact("description"));
      }
      case MODEL_VERSION_CREATED -> {
        facts(json, occurrence, List.of("name", "version", "source"));
        orNull(json, "run_id", occurrence.fact("run"));
        tags(json, occurrence.tags());
        orNull(json, "description", occurrence.fact("description"));
      }
      case PROMPT_CREATED -> {
        facts(json, occurrence, List.of("name"));
        tags(json, ofUser(occurrence.tags()));
        orNull(json, "description", occurrence.fact("description"));
      }
      case PROMPT_VERSION_CREATED -> promptVersion(json, occurrence);
      case MODEL_VERSION_TAG_SET, PROMPT_VERSION_TAG_SET ->
          facts(json, occurrence, List.of("name", "version", "key", "value"));
      case MODEL_VERSION_TAG_DELETED, PROMPT_VERSION_TAG_DELETED ->
          facts(json, occurrence, List.of("name", "version", "key"));
      case PROMPT_TAG_SET -> facts(json, occurrence, List.of("name", "key", "value"));
      case PROMPT_TAG_DELETED -> facts(json, occurrence, List.of("name", "key"));
      case MODEL_VERSION_ALIAS_CREATED, PROMPT_ALIAS_CREATED ->
          facts(json, occurrence, List.of("name", "alias", "version"));
      case MODEL_VERSION_ALIAS_DELETED, PROMPT_ALIAS_DELETED ->
          facts(json, occurrence, List.of("name", "alias"));
      case BUDGET_POLICY_EXCEEDED -> budget(json);
    }
  }

  private static void promptVersion(JsonGenerator json, Occurrence occurrence) {
    Map<String, String> tags = ofUser(occurrence.tags());
    facts(json, occurrence, List.of("name", "version"));
    orNull(json, "template", occurrence.tags().getOrDefault(TEMPLATE_TAG, ""));
    tags.remove(TEMPLATE_TAG);
    tags(json, tags);
    orNull(json, "description", occurrence.fact("description"));
  }

  /** Only ever an example: no budget is kept here. */
  private static void budget(JsonGenerator json) {
    json.writeStringProperty("budget_policy_id", "bp-abc123");
    json.writeStringProperty("budget_unit", "USD");
    json.writeNumberProperty("budget_amount", 100.0);
    json.writeNumberProperty("current_spend", 105.5);
    json.writeStringProperty("duration_unit", "MONTHS");
    json.writeNumberProperty("duration_value", 1);
    json.writeStringProperty("target_scope", "ENDPOINT");
    json.writeStringProperty("workspace", "default");
    json.writeStringProperty("target_value", "ep-abc123");
    json.writeNumberProperty("window_start", 1_704_067_200_000L);
  }

  private static void facts(JsonGenerator json, Occurrence occurrence, List<String> names) {
    names.forEach(name -> json.writeStringProperty(name, occurrence.fact(name)));
  }

  private static void tags(JsonGenerator json, Map<String, String> tags) {
    Answers.member(json, "tags", each -> tags.forEach(each::writeStringProperty));
  }

  private static void orNull(JsonGenerator json, String name, String text) {
    if (text.isEmpty()) {
      json.writeNullProperty(name);
    } else {
      json.writeStringProperty(name, text);
    }
  }

  private static Map<String, String> ofUser(Map<String, String> tags) {
    Map<String, String> ofUser = new TreeMap<>(tags);
    ofUser.keySet().removeAll(PROMPT_TAGS);
    return ofUser;
  }

  private static Map<String, String> exampleFacts(WebhookEvent event) {
    boolean isPrompt = event.name().startsWith("PROMPT");
    Map<String, String> facts = new TreeMap<>();
    facts.put("name", isPrompt ? "example_prompt" : "example_model");
    facts.put("version", "1");
    facts.put("key", "example_key");
    facts.put("value", "example_value");
    facts.put("alias", "example_alias");
    facts.put("source", "models:/123");
    facts.put("run", "abcd1234abcd5678");
    facts.put("description", "An example " + what(event));
    facts.put("tag:example_key", "example_value");
    if (event == WebhookEvent.PROMPT_VERSION_CREATED) {
      facts.put("tag:" + TEMPLATE_TAG, "Hello {{name}}!");
    }
    return facts;
  }

  /** What an example is one of, for example {@code prompt version}. */
  private static String what(WebhookEvent event) {
    return event.entity().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
