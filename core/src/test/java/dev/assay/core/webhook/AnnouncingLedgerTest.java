package dev.assay.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.IdSource;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Entry;
import dev.assay.core.ledger.Journal;
import dev.assay.core.memory.MemoryStore;
import dev.assay.core.registry.ModelVersionActions;
import dev.assay.core.registry.RegistryActions;
import dev.assay.core.webhook.Webhook.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Which changes of the registry become deliveries, to whom, and with what facts. */
final class AnnouncingLedgerTest {
  private static final Actor ADA = new Actor("ada");
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Map<String, String> PROMPT = Map.of("prompt", "true", "k", "v");

  private final MemoryStore store = new MemoryStore();
  private final AnnouncingLedger ledger =
      new AnnouncingLedger(
          store.ledger(),
          new AnnouncingLedger.Stores(
              store.webhooks(),
              store.webhookQueue(),
              store.registeredModels(),
              store.modelVersions()),
          tags -> "true".equals(tags.get("prompt")),
          IdSource.random());
  private final Journal journal = new Journal(ledger, () -> NOW);
  private final RegistryActions models =
      new RegistryActions(store.transactions(), store.registeredModels(), journal);
  private final ModelVersionActions versions =
      new ModelVersionActions(store.transactions(), store.modelVersions(), journal);

  @Test
  void tellsOfEveryChangeOfAModelThatHasAnEvent() {
    WebhookId all = webhook(Status.ACTIVE, WebhookEvent.values());
    models.create(ADA, "m", "d", Map.of("k", "v"));
    models.describe(ADA, "m", "other");
    models.setTags(ADA, "m", Map.of("a", "b"));
    version("m", Map.of("how", "id"));
    versions.setTags(ADA, "m", 1, Map.of("y", "2", "x", "1"));
    versions.deleteTag(ADA, "m", 1, "x");
    models.setAlias(ADA, "m", "best", 1);
    models.deleteAlias(ADA, "m", "best");
    versions.delete(ADA, "m", 1);
    models.delete(ADA, "m");

    assertThat(told(all))
        .containsExactly(
            "registered_model.created 0 {description=d, name=m, tag:k=v}",
            "model_version.created 3 {description=v, name=m, run=, source=s3://b/x, tag:how=id, version=1}",
            "model_version_tag.set 4 {key=x, name=m, value=1, version=1}",
            "model_version_tag.set 4 {key=y, name=m, value=2, version=1}",
            "model_version_tag.deleted 5 {key=x, name=m, version=1}",
            "model_version_alias.created 6 {alias=best, name=m, version=1}",
            "model_version_alias.deleted 7 {alias=best, name=m}");
  }

  @Test
  void promptsHaveTheirOwnEvents() {
    WebhookId all = webhook(Status.ACTIVE, WebhookEvent.values());
    models.create(ADA, "p", "", PROMPT);
    models.setTags(ADA, "p", Map.of("a", "b"));
    models.deleteTag(ADA, "p", "a");
    version("p", PROMPT);
    versions.setTags(ADA, "p", 1, Map.of("x", "1"));
    versions.deleteTag(ADA, "p", 1, "x");
    models.setAlias(ADA, "p", "best", 1);
    models.deleteAlias(ADA, "p", "best");

    assertThat(told(all))
        .extracting(text -> text.substring(0, text.indexOf(' ')))
        .containsExactly(
            "prompt.created",
            "prompt_tag.set",
            "prompt_tag.deleted",
            "prompt_version.created",
            "prompt_version_tag.set",
            "prompt_version_tag.deleted",
            "prompt_alias.created",
            "prompt_alias.deleted");
  }

  @Test
  void tellsEachActiveWebhookWhatItWantsAndOthersNothing() {
    WebhookId models = webhook(Status.ACTIVE, WebhookEvent.REGISTERED_MODEL_CREATED);
    WebhookId prompts = webhook(Status.ACTIVE, WebhookEvent.PROMPT_CREATED);
    WebhookId disabled = webhook(Status.DISABLED, WebhookEvent.values());
    this.models.create(ADA, "m", "", Map.of());
    this.models.create(ADA, "p", "", PROMPT);

    assertThat(told(models)).hasSize(1).first().asString().contains("name=m");
    assertThat(told(prompts)).hasSize(1).first().asString().contains("name=p");
    assertThat(store.webhookQueue().waiting(disabled)).isZero();
  }

  @Test
  void aChangeThatIsUndoneIsToldToNobody() {
    WebhookId all = webhook(Status.ACTIVE, WebhookEvent.values());
    assertThatThrownBy(
            () ->
                store
                    .transactions()
                    .transact(
                        () -> {
                          models.create(ADA, "m", "", Map.of());
                          throw new IllegalStateException("on purpose");
                        }))
        .hasMessage("on purpose");

    assertThat(store.webhookQueue().waiting(all)).isZero();
  }

  @Test
  void aFullQueueTakesNoMoreAndTheLedgerSaysSo() {
    WebhookId full = webhook(Status.ACTIVE, WebhookEvent.REGISTERED_MODEL_CREATED);
    Occurrence old =
        new Occurrence(WebhookEvent.REGISTERED_MODEL_CREATED, 0, NOW, Map.of("name", "m"));
    store
        .transactions()
        .transact(
            () -> {
              for (int i = 0; i < AnnouncingLedger.WAITING_MAX; i++) {
                DeliveryId id = DeliveryId.next(IdSource.random());
                store.webhookQueue().add(new Delivery(id, full, old, 0, NOW));
              }
            });
    models.create(ADA, "m", "", Map.of());

    assertThat(store.webhookQueue().waiting(full)).isEqualTo(AnnouncingLedger.WAITING_MAX);
    List<Entry> entries = store.ledger().entries(0, 10);
    assertThat(entries).hasSize(2);
    assertThat(entries.getLast().json())
        .contains("webhook-undelivered")
        .contains("webhook/" + full)
        .contains("\"entry\":\"0\"")
        .contains("10000 deliveries wait");
  }

  @Test
  void deliveriesOfOneChangeHaveIdsOfTheirOwn() {
    webhook(Status.ACTIVE, WebhookEvent.REGISTERED_MODEL_CREATED);
    webhook(Status.ACTIVE, WebhookEvent.REGISTERED_MODEL_CREATED);
    models.create(ADA, "m", "", Map.of());

    assertThat(store.webhookQueue().due(NOW))
        .hasSize(2)
        .extracting(id -> store.webhookQueue().first(id, NOW).orElseThrow().id())
        .doesNotHaveDuplicates();
  }

  private WebhookId webhook(Status status, WebhookEvent... events) {
    WebhookId id = WebhookId.next(IdSource.random());
    store
        .webhooks()
        .create(
            new Webhook(id, "w", "", "https://h/", List.of(events), status, NOW, NOW),
            WebhookSecret.NONE);
    return id;
  }

  private void version(String model, Map<String, String> tags) {
    versions.create(
        ADA,
        new ModelVersionActions.Draft(
            model, "s3://b/x", "s3://b/x", Optional.empty(), "", Optional.empty(), "v", tags));
  }

  /** Takes everything from the queue of a webhook, as texts. */
  private List<String> told(WebhookId webhook) {
    List<String> told = new ArrayList<>();
    Optional<Delivery> next = store.webhookQueue().first(webhook, NOW);
    while (next.isPresent()) {
      Occurrence occurrence = next.get().occurrence();
      told.add(
          occurrence.event().word()
              + " "
              + occurrence.entry()
              + " "
              + new TreeMap<>(occurrence.facts()));
      store.webhookQueue().remove(next.get().id());
      next = store.webhookQueue().first(webhook, NOW);
    }
    return told;
  }
}
