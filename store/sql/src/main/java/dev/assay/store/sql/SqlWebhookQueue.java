package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.core.webhook.Delivery;
import dev.assay.core.webhook.DeliveryId;
import dev.assay.core.webhook.Occurrence;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookQueue;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Queues of webhooks. The numbers of rows grow for ever, so their order is that of the queue. */
final class SqlWebhookQueue implements WebhookQueue {
  private static final String FACTS = "webhook_delivery_fact";
  private static final String OWNER = "delivery_id";

  /** Of each active webhook the delivery at the front of its queue, when it is due. */
  private static final String FRONT =
      """
      FROM webhook w JOIN webhook_delivery d ON d.webhook_id = w.id
      WHERE w.status = 'ACTIVE' AND d.due_at <= ?
      AND d.id = (SELECT MIN(f.id) FROM webhook_delivery f WHERE f.webhook_id = w.id)
      """;

  private final Database database;

  SqlWebhookQueue(Database database) {
    this.database = database;
  }

  /** A delivery without its facts, with its number in the database. */
  private record Numbered(long number, Delivery bare) {}

  @Override
  public void add(Delivery delivery) {
    Occurrence occurrence = delivery.occurrence();
    database.write(
        session -> {
          long number =
              session.number(
                  """
                  INSERT INTO webhook_delivery (uid, webhook_id, event, ledger_number, happened_at, tries, due_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id
                  """,
                  delivery.id().value(),
                  SqlWebhooks.existing(session, delivery.webhook()),
                  occurrence.event().name(),
                  occurrence.entry(),
                  occurrence.at().toEpochMilli(),
                  delivery.tries(),
                  delivery.dueAt().toEpochMilli());
          Rows.set(session, FACTS, OWNER, number, occurrence.facts());
          return number;
        });
  }

  @Override
  public int waiting(WebhookId webhook) {
    return database.read(
        session ->
            (int)
                session.number(
                    "SELECT COUNT(*) FROM webhook_delivery WHERE webhook_id = (SELECT id FROM webhook WHERE uid = ?)",
                    webhook.value()));
  }

  @Override
  public List<WebhookId> due(Instant now) {
    return database.read(
        session ->
            session.list(
                "SELECT w.uid " + FRONT + " ORDER BY w.uid",
                row -> new WebhookId(row.getString(1)),
                now.toEpochMilli()));
  }

  @Override
  public Optional<Delivery> first(WebhookId webhook, Instant now) {
    return database.read(
        session -> {
          Optional<Numbered> found =
              session.first(
                  "SELECT d.id, d.uid, d.event, d.ledger_number, d.happened_at, d.tries, d.due_at "
                      + FRONT
                      + " AND w.uid = ?",
                  row -> row(webhook, row),
                  now.toEpochMilli(),
                  webhook.value());
          return found.isEmpty() ? Optional.empty() : Optional.of(whole(session, found.get()));
        });
  }

  @Override
  public void postpone(DeliveryId delivery, int tries, Instant until) {
    if (tries < 1) {
      throw Failure.invalid("a delivery is postponed after 1 or more tries, not " + tries);
    }
    database.write(
        session ->
            session.update(
                "UPDATE webhook_delivery SET tries = ?, due_at = ? WHERE uid = ?",
                tries,
                until.toEpochMilli(),
                delivery.value()));
  }

  @Override
  public boolean remove(DeliveryId delivery) {
    return database.write(
        session ->
            session.update("DELETE FROM webhook_delivery WHERE uid = ?", delivery.value()) > 0);
  }

  private static Delivery whole(Session session, Numbered found) throws SQLException {
    Map<String, String> facts =
        Rows.named(session, FACTS, OWNER, List.of(found.number()))
            .getOrDefault(found.number(), Map.of());
    Delivery bare = found.bare();
    Occurrence occurrence = bare.occurrence();
    return new Delivery(
        bare.id(),
        bare.webhook(),
        new Occurrence(occurrence.event(), occurrence.entry(), occurrence.at(), facts),
        bare.tries(),
        bare.dueAt());
  }

  private static Numbered row(WebhookId webhook, ResultSet row) throws SQLException {
    Occurrence occurrence =
        new Occurrence(
            WebhookEvent.valueOf(row.getString("event")),
            row.getLong("ledger_number"),
            Rows.time(row, "happened_at"),
            Map.of());
    Delivery bare =
        new Delivery(
            new DeliveryId(row.getString("uid")),
            webhook,
            occurrence,
            row.getInt("tries"),
            Rows.time(row, "due_at"));
    return new Numbered(row.getLong("id"), bare);
  }
}
