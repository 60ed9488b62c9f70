package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.IdSource;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Journal;
import dev.assay.core.registry.RegistryActions;
import dev.assay.core.webhook.AnnouncingLedger;
import dev.assay.core.webhook.Attempt;
import dev.assay.core.webhook.DeliveryActions;
import dev.assay.core.webhook.DeliveryId;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookActions;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookSecret;
import dev.assay.store.sql.SqlConfig;
import dev.assay.store.sql.SqlStore;
import dev.assay.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the queue in a real store is worked off. */
final class WebhookCourierTest {
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  @TempDir private Path folder;

  private final TestClock clock = new TestClock();
  private final List<Sent> sent = new CopyOnWriteArrayList<>();
  private SqlStore store;
  private WebhookCourier courier;

  private record Sent(WebhookId webhook, DeliveryId delivery, String model) {}

  @BeforeEach
  void open() {
    store = SqlStore.open(SqlConfig.sqlite(folder.resolve("data")));
    courier = courier((webhook, secret, id, occurrence) -> new Attempt.Answered(200));
  }

  @AfterEach
  void close() {
    courier.close();
    store.close();
  }

  @Test
  void tellsInOrderWhatWaits() {
    WebhookId webhook = webhook("w");
    List<String> names = List.of("c", "a", "b", "e", "d");
    names.forEach(this::createModel);
    courier.turn();
    await(() -> sent.size() == names.size() && isIdle());

    assertThat(sent).extracting(Sent::model).isEqualTo(names);
    assertThat(sent).extracting(Sent::webhook).containsOnly(webhook);
  }

  @Test
  void aTargetThatNeverAnswersHoldsUpNobodyElse() {
    CountDownLatch never = new CountDownLatch(1);
    WebhookId slow = webhook("slow");
    WebhookId quick = webhook("quick");
    replace(
        (webhook, secret, id, occurrence) -> {
          if (webhook.id().equals(slow)) {
            awaitQuietly(never);
          }
          return new Attempt.Answered(200);
        });
    for (int i = 0; i < 20; i++) {
      createModel("m" + i);
      courier.turn();
    }
    await(() -> sent.stream().filter(each -> each.webhook().equals(quick)).count() == 20);

    assertThat(sent.stream().filter(each -> each.webhook().equals(slow))).hasSize(1);
    never.countDown();
  }

  @Test
  void aMessageThatWasSentButNotNotedComesAgainAfterARestartWithTheSameId() {
    webhook("w");
    createModel("m");
    replace(
        (webhook, secret, id, occurrence) -> {
          throw new IllegalStateException("the process ends here, after the target took it");
        });
    courier.turn();
    await(() -> sent.size() == 1);
    close();
    open();
    courier.turn();
    await(() -> sent.size() == 2 && isIdle());

    assertThat(sent.getLast()).isEqualTo(sent.getFirst());
  }

  @Test
  void triesAgainLaterAndOnlyThenTellsTheNext() {
    webhook("w");
    createModel("first");
    createModel("second");
    replace((webhook, secret, id, occurrence) -> new Attempt.Answered(sent.size() < 3 ? 503 : 200));
    courier.turn();
    await(() -> sent.size() == 1 && !isDue());
    for (int wait : List.of(1, 4)) {
      int before = sent.size();
      courier.turn();
      assertThat(sent).hasSize(before);
      clock.advance(Duration.ofSeconds(wait));
      turnUntil(() -> sent.size() > before && (before == 2 || !isDue()));
    }
    turnUntil(() -> sent.size() == 4 && isIdle());

    assertThat(sent).extracting(Sent::model).containsExactly("first", "first", "first", "second");
  }

  @Test
  void whatIsRefusedIsInTheLedgerAndTheNextIsTold() {
    webhook("w");
    createModel("first");
    createModel("second");
    replace(
        (webhook, secret, id, occurrence) ->
            new Attempt.Answered(occurrence.fact("name").equals("first") ? 400 : 200));
    courier.turn();
    await(() -> sent.size() == 2 && isIdle());

    assertThat(store.ledger().head().orElseThrow().json())
        .contains("webhook-undelivered")
        .contains("\"actor\":\"system\"")
        .contains("the target answered 400");
  }

  @Test
  void aDeletedWebhookIsToldNothingMore() {
    WebhookId webhook = webhook("w");
    createModel("m");
    store.webhooks().delete(webhook);
    courier.turn();

    assertThat(isIdle()).isTrue();
    assertThat(sent).isEmpty();
  }

  private WebhookCourier courier(WebhookCourier.Sender answers) {
    DeliveryActions deliveries =
        new DeliveryActions(store.transactions(), store.webhookQueue(), journal());
    return new WebhookCourier(
        store.webhooks(),
        deliveries,
        (webhook, secret, id, occurrence) -> {
          sent.add(new Sent(webhook.id(), id, occurrence.fact("name")));
          return answers.send(webhook, secret, id, occurrence);
        });
  }

  private void replace(WebhookCourier.Sender answers) {
    courier.close();
    courier = courier(answers);
  }

  private Journal journal() {
    return new Journal(store.ledger(), clock);
  }

  private WebhookId webhook(String name) {
    WebhookActions actions =
        new WebhookActions(
            store.transactions(), store.webhooks(), journal(), IdSource.random(), url -> {});
    return actions
        .create(
            Actor.LOCAL,
            new WebhookActions.Draft(
                name,
                "",
                "https://hooks.example/",
                List.of(WebhookEvent.REGISTERED_MODEL_CREATED),
                WebhookSecret.NONE,
                Webhook.Status.ACTIVE))
        .id();
  }

  private void createModel(String name) {
    AnnouncingLedger ledger =
        new AnnouncingLedger(
            store.ledger(),
            new AnnouncingLedger.Stores(
                store.webhooks(),
                store.webhookQueue(),
                store.registeredModels(),
                store.modelVersions()),
            tags -> false,
            IdSource.random());
    new RegistryActions(store.transactions(), store.registeredModels(), new Journal(ledger, clock))
        .create(Actor.LOCAL, name, "", Map.of());
  }

  private boolean isDue() {
    return !store.webhookQueue().due(clock.instant()).isEmpty();
  }

  /** Whether nothing waits, however long it would have to. */
  private boolean isIdle() {
    return store.webhookQueue().due(clock.instant().plus(Duration.ofDays(365))).isEmpty();
  }

  private void turnUntil(BooleanSupplier condition) {
    await(
        () -> {
          courier.turn();
          return condition.getAsBoolean();
        });
  }

  private static void await(BooleanSupplier condition) {
    long start = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - start).as("waited too long").isLessThan(WAIT_MAX.toNanos());
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
