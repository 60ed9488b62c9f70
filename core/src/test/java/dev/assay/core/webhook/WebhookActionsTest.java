package dev.assay.core.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.IdSource;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Journal;
import dev.assay.core.memory.MemoryStore;
import dev.assay.core.webhook.Webhook.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is checked of a webhook, and what of it the ledger keeps. */
final class WebhookActionsTest {
  private static final Actor ADA = new Actor("ada");
  private static final String URL = "https://hooks.example/token-in-path";

  private final MemoryStore store = new MemoryStore();
  private final List<String> checked = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final WebhookActions actions =
      new WebhookActions(
          store.transactions(),
          store.webhooks(),
          new Journal(store.ledger(), () -> now),
          IdSource.random(),
          this::check);

  private void check(String url) {
    checked.add(url);
    if (url.contains("private")) {
      throw Failure.invalid(url + " is private");
    }
  }

  @Test
  void namesHaveAShapeAndALength() {
    for (String name : List.of("a", "A-b_c.9", "x".repeat(63))) {
      assertThat(create(name, URL, WebhookEvent.PROMPT_CREATED).name()).isEqualTo(name);
    }
    for (String name :
        List.of("", "-a", "a-", ".a", "a b", "bad name!", "\u00fc", "a\n", "x".repeat(64))) {
      assertInvalid(() -> create(name, URL, WebhookEvent.PROMPT_CREATED), "'" + name + "'", "63");
    }
    assertThat(store.webhooks().count()).isEqualTo(3);
  }

  @Test
  void addressesAreCheckedBeforeTheyAreKept() {
    assertInvalid(() -> create("a", "https://private/", WebhookEvent.PROMPT_CREATED), "private");
    assertInvalid(() -> create("a", " ", WebhookEvent.PROMPT_CREATED), "empty");
    assertInvalid(
        () -> create("a", "https://" + "x".repeat(2_048), WebhookEvent.PROMPT_CREATED), "2048");
    Webhook made = create("a", URL, WebhookEvent.PROMPT_CREATED);
    assertInvalid(() -> actions.update(ADA, made.id(), url("https://private/")), "private");

    assertThat(store.webhooks().find(made.id())).contains(made);
    assertThat(checked).containsExactly("https://private/", URL, "https://private/");
  }

  @Test
  void atLeastOneEventIsNeeded() {
    assertInvalid(() -> create("a", URL), "non-empty");
    Webhook made = create("a", URL, WebhookEvent.PROMPT_CREATED, WebhookEvent.PROMPT_CREATED);

    assertThat(made.events()).containsExactly(WebhookEvent.PROMPT_CREATED);
  }

  @Test
  void secretsHaveALengthAndAreNeverShown() {
    assertInvalid(() -> new WebhookSecret("x".repeat(1_001)), "1001", "1000");
    assertThat(new WebhookSecret("hunter2").toString()).doesNotContain("hunter2");
  }

  @Test
  void theLedgerHoldsNeitherTheSecretNorTheAddress() {
    Webhook made = create("a", URL, WebhookEvent.PROMPT_CREATED);
    actions.update(ADA, made.id(), secret("an0ther"));
    actions.delete(ADA, made.id());

    String ledger = store.ledger().entries(0, 10).toString();
    assertThat(store.ledger().entries(0, 10)).hasSize(3);
    assertThat(ledger).contains("prompt.created").contains("\"signed\":\"true\"");
    assertThat(ledger).doesNotContain("s3cret").doesNotContain("an0ther").doesNotContain("token");
  }

  @Test
  void anUpdateChangesOnlyWhatItNames() {
    Webhook made = create("a", URL, WebhookEvent.PROMPT_CREATED);
    now = now.plusSeconds(5);
    Webhook after = actions.update(ADA, made.id(), secret(""));

    assertThat(store.webhooks().secret(made.id()).isNone()).isTrue();
    assertThat(after.updatedAt()).isEqualTo(now);
    assertThat(after.createdAt()).isEqualTo(made.createdAt());
    assertThat(after.url()).isEqualTo(made.url());
    assertThat(actions.update(ADA, made.id(), secret(""))).isEqualTo(after);
    assertThat(store.ledger().entries(0, 10)).hasSize(2);
  }

  @Test
  void thereIsAMostOfWebhooks() {
    for (int i = 0; i < WebhookActions.WEBHOOKS_MAX; i++) {
      create("a", URL, WebhookEvent.PROMPT_CREATED);
    }
    assertThatThrownBy(() -> create("a", URL, WebhookEvent.PROMPT_CREATED))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.LIMIT))
        .hasMessageContaining("1000");
  }

  private Webhook create(String name, String url, WebhookEvent... events) {
    return actions.create(
        ADA,
        new WebhookActions.Draft(
            name, "", url, List.of(events), new WebhookSecret("s3cret"), Status.ACTIVE));
  }

  private static WebhookActions.Change url(String url) {
    return new WebhookActions.Change(
        Optional.empty(),
        Optional.empty(),
        Optional.of(url),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private static WebhookActions.Change secret(String secret) {
    return new WebhookActions.Change(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(new WebhookSecret(secret)),
        Optional.empty());
  }

  private static void assertInvalid(Runnable call, String... words) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID))
        .hasMessageContainingAll(words);
  }
}
