package dev.assay.core.webhook;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.IdSource;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Journal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an actor can do to webhooks. Each method is one transaction with its ledger entry, which
 * holds neither the secret nor the address, only that they changed. Thread-safe.
 */
public final class WebhookActions {
  public static final int NAME_LENGTH_MAX = 63;
  public static final int URL_LENGTH_MAX = 2_048;
  public static final int DESCRIPTION_LENGTH_MAX = 5_000;

  /** Most webhooks a server keeps. */
  public static final int WEBHOOKS_MAX = 1_000;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]*[A-Za-z0-9])?");

  private final Transactions transactions;
  private final Webhooks webhooks;
  private final Journal journal;
  private final IdSource ids;
  private final TargetCheck targets;

  public WebhookActions(
      Transactions transactions,
      Webhooks webhooks,
      Journal journal,
      IdSource ids,
      TargetCheck targets) {
    this.transactions = transactions;
    this.webhooks = webhooks;
    this.journal = journal;
    this.ids = ids;
    this.targets = targets;
  }

  /** A webhook to be made. */
  public record Draft(
      String name,
      String description,
      String url,
      List<WebhookEvent> events,
      WebhookSecret secret,
      Webhook.Status status) {
    public Draft {
      events = List.copyOf(events);
    }
  }

  /** What to change of a webhook; what is absent stays. */
  public record Change(
      Optional<String> name,
      Optional<String> description,
      Optional<String> url,
      Optional<List<WebhookEvent>> events,
      Optional<WebhookSecret> secret,
      Optional<Webhook.Status> status) {
    public Change {
      events = events.map(List::copyOf);
    }
  }

  /** Keeps a new webhook; it is told of what happens from now on. */
  public Webhook create(Actor actor, Draft draft) {
    checkName(draft.name());
    checkDescription(draft.description());
    checkEvents(draft.events());
    checkUrl(draft.url());
    return transactions.transact(
        () -> {
          if (webhooks.count() >= WEBHOOKS_MAX) {
            throw Failure.limit("there are " + WEBHOOKS_MAX + " webhooks, and no more may be made");
          }
          Webhook webhook = made(draft);
          webhooks.create(webhook, draft.secret());
          journal.append(
              actor,
              Action.WEBHOOK_CREATED,
              subject(webhook.id()),
              details(webhook, draft.secret()));
          return webhook;
        });
  }

  /** Changes what is named; when that is nothing new, nothing happens. */
  public Webhook update(Actor actor, WebhookId id, Change change) {
    change.name().ifPresent(WebhookActions::checkName);
    change.description().ifPresent(WebhookActions::checkDescription);
    change.events().ifPresent(WebhookActions::checkEvents);
    change.url().ifPresent(this::checkUrl);
    return transactions.transact(
        () -> {
          Webhook before = existing(id);
          WebhookSecret secret = change.secret().orElse(webhooks.secret(id));
          Webhook after = changed(before, change, before.updatedAt());
          if (after.equals(before) && secret.equals(webhooks.secret(id))) {
            return before;
          }
          Webhook kept = changed(before, change, journal.now());
          webhooks.update(kept);
          webhooks.setSecret(id, secret);
          journal.append(actor, Action.WEBHOOK_UPDATED, subject(id), details(kept, secret));
          return kept;
        });
  }

  /** Removes a webhook; what it was not told yet, it never will be. */
  public void delete(Actor actor, WebhookId id) {
    transactions.transact(
        () -> {
          existing(id);
          webhooks.delete(id);
          journal.append(actor, Action.WEBHOOK_DELETED, subject(id), Map.of());
        });
  }

  static String subject(WebhookId id) {
    return "webhook/" + id;
  }

  private Webhook made(Draft draft) {
    Instant now = journal.now();
    return new Webhook(
        WebhookId.next(ids),
        draft.name(),
        draft.description(),
        draft.url(),
        draft.events(),
        draft.status(),
        now,
        now);
  }

  private static Webhook changed(Webhook before, Change change, Instant at) {
    return new Webhook(
        before.id(),
        change.name().orElse(before.name()),
        change.description().orElse(before.description()),
        change.url().orElse(before.url()),
        change.events().orElse(before.events()),
        change.status().orElse(before.status()),
        before.createdAt(),
        at);
  }

  /** An address often is a credential by itself, so its digest stands for it. */
  private static Map<String, String> details(Webhook webhook, WebhookSecret secret) {
    Map<String, String> details = new TreeMap<>();
    details.put("name", webhook.name());
    details.put("description", Digest.of(webhook.description()).hex());
    details.put("url", Digest.of(webhook.url()).hex());
    details.put(
        "events",
        webhook.events().stream().map(WebhookEvent::word).collect(Collectors.joining(" ")));
    details.put("status", webhook.status().name());
    details.put("signed", Boolean.toString(!secret.isNone()));
    return details;
  }

  private Webhook existing(WebhookId id) {
    return webhooks
        .find(id)
        .orElseThrow(() -> Failure.notFound("Webhook with ID " + id + " not found."));
  }

  private static void checkName(String name) {
    if (name.length() > NAME_LENGTH_MAX || !NAME.matcher(name).matches()) {
      throw Failure.invalid(
          "Webhook name '"
              + name
              + "' is invalid. It must start and end with a letter or digit, be at most "
              + NAME_LENGTH_MAX
              + " characters long, and contain only letters, digits, dots (.), underscores (_), and"
              + " hyphens (-).");
    }
  }

  private static void checkDescription(String description) {
    if (description.length() > DESCRIPTION_LENGTH_MAX) {
      throw Failure.invalid(
          "The webhook description has "
              + description.length()
              + " characters; "
              + DESCRIPTION_LENGTH_MAX
              + " is most");
    }
  }

  private static void checkEvents(List<WebhookEvent> events) {
    if (events.isEmpty()) {
      throw Failure.invalid("Webhook events must be a non-empty list of WebhookEvent objects: [].");
    }
  }

  private void checkUrl(String url) {
    if (url.isBlank()) {
      throw Failure.invalid("Webhook URL cannot be empty or just whitespace: '" + url + "'");
    }
    if (url.length() > URL_LENGTH_MAX) {
      throw Failure.invalid(
          "The webhook URL has " + url.length() + " characters; " + URL_LENGTH_MAX + " is most");
    }
    targets.require(url);
  }
}
