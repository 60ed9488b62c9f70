package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static dev.assay.testkit.Given.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.core.query.Cursor;
import dev.assay.core.query.PageRequest;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.Webhook.Status;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookSecret;
import dev.assay.core.webhook.Webhooks;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Webhooks} keeps. */
public abstract class WebhooksKit extends PortKit {
  private static final WebhookSecret SECRET = new WebhookSecret("s3cr\u00e9t");

  @Test
  void keepsAllOfAWebhookOverARestart() {
    Webhook webhook = webhook(1, Status.DISABLED, WebhookEvent.PROMPT_CREATED);
    webhooks().create(webhook, SECRET);
    restart();

    assertThat(webhooks().find(webhook.id())).contains(webhook);
    assertThat(webhooks().secret(webhook.id())).isEqualTo(SECRET);
    assertThat(webhooks().count()).isEqualTo(1);
  }

  @Test
  void keepsTheOrderOfTheEvents() {
    Webhook webhook =
        webhook(
            1,
            Status.ACTIVE,
            WebhookEvent.PROMPT_TAG_SET,
            WebhookEvent.MODEL_VERSION_CREATED,
            WebhookEvent.PROMPT_CREATED);
    webhooks().create(webhook, WebhookSecret.NONE);

    assertThat(webhooks().find(webhook.id()).orElseThrow().events()).isEqualTo(webhook.events());
  }

  @Test
  void cutsTimesToTheMillisecond() {
    Webhook exact = webhook(1, Status.ACTIVE, WebhookEvent.PROMPT_CREATED);
    webhooks()
        .create(
            new Webhook(
                exact.id(),
                exact.name(),
                exact.description(),
                exact.url(),
                exact.events(),
                exact.status(),
                exact.createdAt().plusNanos(999),
                exact.updatedAt().plusNanos(999)),
            SECRET);

    assertThat(webhooks().find(exact.id())).contains(exact);
  }

  @Test
  void takesAnIdOnceAndANameOften() {
    Webhook first = webhook(1, Status.ACTIVE, WebhookEvent.PROMPT_CREATED);
    webhooks().create(first, SECRET);

    assertFails(Failure.Kind.ALREADY_EXISTS, () -> webhooks().create(first, WebhookSecret.NONE));
    assertThat(webhooks().secret(first.id())).isEqualTo(SECRET);
    webhooks()
        .create(
            named(webhook(2, Status.ACTIVE, WebhookEvent.PROMPT_CREATED), first.name()), SECRET);
    assertThat(webhooks().count()).isEqualTo(2);
  }

  @Test
  void knowsNothingOfOneThatIsNotThere() {
    Webhook nobody = webhook(9, Status.ACTIVE, WebhookEvent.PROMPT_CREATED);

    assertThat(webhooks().find(nobody.id())).isEmpty();
    assertThat(webhooks().secret(nobody.id())).isEqualTo(WebhookSecret.NONE);
    assertThat(webhooks().delete(nobody.id())).isFalse();
    assertFails(Failure.Kind.NOT_FOUND, () -> webhooks().update(nobody));
    assertFails(Failure.Kind.NOT_FOUND, () -> webhooks().setSecret(nobody.id(), SECRET));
    assertThat(webhooks().list(PageRequest.first(5)).items()).isEmpty();
    assertThat(webhooks().count()).isZero();
  }

  @Test
  void updateReplacesAllButTheSecretAndTheTimeOfCreation() {
    Webhook before = webhook(1, Status.ACTIVE, WebhookEvent.PROMPT_CREATED);
    webhooks().create(before, SECRET);
    Webhook after =
        new Webhook(
            before.id(),
            "renamed",
            "",
            "https://other.example/",
            List.of(WebhookEvent.PROMPT_TAG_SET, WebhookEvent.PROMPT_CREATED),
            Status.DISABLED,
            at(77),
            at(78));
    webhooks().update(after);

    assertThat(webhooks().find(before.id()))
        .contains(
            new Webhook(
                after.id(),
                after.name(),
                after.description(),
                after.url(),
                after.events(),
                after.status(),
                before.createdAt(),
                after.updatedAt()));
    assertThat(webhooks().secret(before.id())).isEqualTo(SECRET);
  }

  @Test
  void aSecretCanBeReplacedAndTakenAway() {
    Webhook webhook = webhook(1, Status.ACTIVE, WebhookEvent.PROMPT_CREATED);
    webhooks().create(webhook, SECRET);

    webhooks().setSecret(webhook.id(), new WebhookSecret("other"));
    assertThat(webhooks().secret(webhook.id()).value()).isEqualTo("other");
    webhooks().setSecret(webhook.id(), WebhookSecret.NONE);
    assertThat(webhooks().secret(webhook.id()).isNone()).isTrue();
    assertThat(webhooks().find(webhook.id())).contains(webhook);
  }

  @Test
  void listsTheNewestFirstPageByPage() {
    List<Webhook> all = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      Webhook webhook = webhook(i, Status.ACTIVE, WebhookEvent.PROMPT_CREATED);
      Webhook made = createdAt(webhook, i / 2); // pairs of one time, told apart by id
      webhooks().create(made, SECRET);
      all.add(made);
    }

    assertThat(allPages(2, webhooks()::list))
        .containsExactly(
            all.get(6), all.get(4), all.get(5), all.get(2), all.get(3), all.get(0), all.get(1));
    assertFails(
        Failure.Kind.INVALID,
        () -> webhooks().list(new PageRequest(2, Optional.of(new Cursor("bm9uZQ")))));
  }

  @Test
  void aPageGoesOnWhereTheLastEndedThoughRowsCameAndWent() {
    for (int i = 0; i < 4; i++) {
      webhooks()
          .create(createdAt(webhook(i, Status.ACTIVE, WebhookEvent.PROMPT_CREATED), i), SECRET);
    }
    var first = webhooks().list(PageRequest.first(2));
    webhooks().delete(id(3));
    webhooks().create(createdAt(webhook(8, Status.ACTIVE, WebhookEvent.PROMPT_CREATED), 8), SECRET);

    assertThat(webhooks().list(new PageRequest(2, first.next())).items())
        .extracting(Webhook::id)
        .containsExactly(id(1), id(0));
  }

  @Test
  void subscribersAreActiveAndWantOneOfTheEvents() {
    webhooks()
        .create(
            webhook(3, Status.ACTIVE, WebhookEvent.PROMPT_CREATED, WebhookEvent.PROMPT_TAG_SET),
            SECRET);
    webhooks().create(webhook(2, Status.ACTIVE, WebhookEvent.MODEL_VERSION_CREATED), SECRET);
    webhooks().create(webhook(1, Status.DISABLED, WebhookEvent.PROMPT_CREATED), SECRET);

    assertThat(ids(webhooks().subscribers(Set.of(WebhookEvent.PROMPT_CREATED))))
        .containsExactly(id(3));
    assertThat(
            ids(
                webhooks()
                    .subscribers(
                        Set.of(WebhookEvent.PROMPT_TAG_SET, WebhookEvent.MODEL_VERSION_CREATED))))
        .containsExactly(id(2), id(3));
    assertThat(webhooks().subscribers(Set.of(WebhookEvent.PROMPT_ALIAS_CREATED))).isEmpty();
    assertThat(webhooks().subscribers(Set.of())).isEmpty();
  }

  @Test
  void deletionTakesTheSecretAlong() {
    webhooks().create(webhook(1, Status.ACTIVE, WebhookEvent.PROMPT_CREATED), SECRET);

    assertThat(webhooks().delete(id(1))).isTrue();
    assertThat(webhooks().find(id(1))).isEmpty();
    assertThat(webhooks().secret(id(1)).isNone()).isTrue();
    assertThat(webhooks().delete(id(1))).isFalse();
  }

  @Test
  void failedTransactionLeavesNothing() {
    Webhook kept = webhook(1, Status.ACTIVE, WebhookEvent.PROMPT_CREATED);
    webhooks().create(kept, SECRET);
    assertRollsBack(
        () -> {
          webhooks().create(webhook(2, Status.ACTIVE, WebhookEvent.PROMPT_CREATED), SECRET);
          webhooks().update(named(kept, "renamed"));
          webhooks().setSecret(kept.id(), WebhookSecret.NONE);
          webhooks().delete(kept.id());
        });

    assertThat(webhooks().list(PageRequest.first(5)).items()).containsExactly(kept);
    assertThat(webhooks().secret(kept.id())).isEqualTo(SECRET);
  }

  private Webhooks webhooks() {
    return store.webhooks();
  }

  static WebhookId id(int number) {
    return new WebhookId(String.format("00000000-0000-0000-0000-%012x", number));
  }

  static Webhook webhook(int number, Status status, WebhookEvent... events) {
    return new Webhook(
        id(number),
        "hook-" + number,
        "tells \u00fc",
        "https://hooks.example/" + number,
        List.of(events),
        status,
        at(number),
        at(number + 1));
  }

  private static Webhook named(Webhook webhook, String name) {
    return new Webhook(
        webhook.id(),
        name,
        webhook.description(),
        webhook.url(),
        webhook.events(),
        webhook.status(),
        webhook.createdAt(),
        webhook.updatedAt());
  }

  private static Webhook createdAt(Webhook webhook, int second) {
    return new Webhook(
        webhook.id(),
        webhook.name(),
        webhook.description(),
        webhook.url(),
        webhook.events(),
        webhook.status(),
        at(second),
        webhook.updatedAt());
  }

  private static List<WebhookId> ids(List<Webhook> webhooks) {
    return webhooks.stream().map(Webhook::id).toList();
  }
}
