package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.RowOrder;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.core.webhook.WebhookField;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookSecret;
import dev.assay.core.webhook.Webhooks;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Webhooks. They are few, so a listing reads them all and pages in memory. */
final class SqlWebhooks implements Webhooks {
  private static final String SELECT =
      "SELECT id, uid, name, description, url, status, created_at, updated_at FROM webhook";

  private final Database database;

  SqlWebhooks(Database database) {
    this.database = database;
  }

  /** A webhook with its number in the database. */
  private record Numbered(long number, Webhook bare) {}

  @Override
  public void create(Webhook webhook, WebhookSecret secret) {
    database.write(
        session -> {
          if (number(session, webhook.id()).isPresent()) {
            throw Failure.alreadyExists("there is a webhook with ID " + webhook.id() + " already");
          }
          long number =
              session.number(
                  """
                  INSERT INTO webhook (uid, name, description, url, status, secret, created_at, updated_at)
                  VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                  """,
                  webhook.id().value(),
                  webhook.name(),
                  webhook.description(),
                  webhook.url(),
                  webhook.status().name(),
                  secret.value(),
                  webhook.createdAt().toEpochMilli(),
                  webhook.updatedAt().toEpochMilli());
          putEvents(session, number, webhook.events());
          return number;
        });
  }

  @Override
  public Optional<Webhook> find(WebhookId id) {
    return database.read(
        session ->
            whole(session, session.list(SELECT + " WHERE uid = ?", SqlWebhooks::row, id.value()))
                .stream()
                .findFirst());
  }

  @Override
  public Page<Webhook> list(PageRequest page) {
    List<Webhook> all =
        database.read(session -> whole(session, session.list(SELECT, SqlWebhooks::row)));
    return new RowOrder<Webhook, WebhookField>(WebhookField.NEWEST_FIRST, WebhookField::values)
        .page(all.stream(), page);
  }

  @Override
  public int count() {
    return database.read(session -> (int) session.number("SELECT COUNT(*) FROM webhook"));
  }

  @Override
  public List<Webhook> subscribers(Set<WebhookEvent> events) {
    return database.read(
        session ->
            whole(
                    session,
                    session.list(
                        SELECT + " WHERE status = ?",
                        SqlWebhooks::row,
                        Webhook.Status.ACTIVE.name()))
                .stream()
                .filter(webhook -> webhook.events().stream().anyMatch(events::contains))
                .sorted(Comparator.comparing(Webhook::id))
                .toList());
  }

  @Override
  public void update(Webhook webhook) {
    database.write(
        session -> {
          long number = existing(session, webhook.id());
          session.update("DELETE FROM webhook_event WHERE webhook_id = ?", number);
          putEvents(session, number, webhook.events());
          return session.update(
              "UPDATE webhook SET name = ?, description = ?, url = ?, status = ?, updated_at = ? WHERE id = ?",
              webhook.name(),
              webhook.description(),
              webhook.url(),
              webhook.status().name(),
              webhook.updatedAt().toEpochMilli(),
              number);
        });
  }

  @Override
  public void setSecret(WebhookId id, WebhookSecret secret) {
    database.write(
        session ->
            session.update(
                "UPDATE webhook SET secret = ? WHERE id = ?",
                secret.value(),
                existing(session, id)));
  }

  @Override
  public WebhookSecret secret(WebhookId id) {
    return database.read(
        session ->
            session
                .first(
                    "SELECT secret FROM webhook WHERE uid = ?",
                    row -> new WebhookSecret(row.getString(1)),
                    id.value())
                .orElse(WebhookSecret.NONE));
  }

  @Override
  public boolean delete(WebhookId id) {
    return database.write(
        session -> session.update("DELETE FROM webhook WHERE uid = ?", id.value()) > 0);
  }

  static Optional<Long> number(Session session, WebhookId id) throws SQLException {
    return session.first("SELECT id FROM webhook WHERE uid = ?", row -> row.getLong(1), id.value());
  }

  /** The number of a webhook; fails NOT_FOUND. */
  static long existing(Session session, WebhookId id) throws SQLException {
    return number(session, id)
        .orElseThrow(() -> Failure.notFound("Webhook with ID " + id + " not found."));
  }

  private static void putEvents(Session session, long number, Collection<WebhookEvent> events)
      throws SQLException {
    int next = 0;
    for (WebhookEvent event : events) {
      session.update(
          "INSERT INTO webhook_event (webhook_id, number, event) VALUES (?, ?, ?)",
          number,
          next++,
          event.name());
    }
  }

  private static List<Webhook> whole(Session session, List<Numbered> bare) throws SQLException {
    Map<Long, List<WebhookEvent>> events = new HashMap<>();
    Rows.each(
        session,
        "SELECT webhook_id, event FROM webhook_event WHERE webhook_id IN %s ORDER BY webhook_id, number",
        bare.stream().map(Numbered::number).toList(),
        row ->
            events
                .computeIfAbsent(row.getLong(1), number -> new ArrayList<>())
                .add(WebhookEvent.valueOf(row.getString(2))));
    return bare.stream()
        .map(each -> with(each.bare(), events.getOrDefault(each.number(), List.of())))
        .toList();
  }

  private static Webhook with(Webhook bare, List<WebhookEvent> events) {
    return new Webhook(
        bare.id(),
        bare.name(),
        bare.description(),
        bare.url(),
        events,
        bare.status(),
        bare.createdAt(),
        bare.updatedAt());
  }

  private static Numbered row(ResultSet row) throws SQLException {
    Webhook bare =
        new Webhook(
            new WebhookId(row.getString("uid")),
            row.getString("name"),
            row.getString("description"),
            row.getString("url"),
            List.of(),
            Webhook.Status.valueOf(row.getString("status")),
            Rows.time(row, "created_at"),
            Rows.time(row, "updated_at"));
    return new Numbered(row.getLong("id"), bare);
  }
}
