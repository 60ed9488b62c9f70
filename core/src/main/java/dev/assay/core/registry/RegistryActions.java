package dev.assay.core.registry;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Details;
import dev.assay.core.ledger.Journal;
import java.util.Map;

/**
 * What an actor can do to registered models. Each method is one transaction with its ledger entry.
 * Thread-safe.
 */
public final class RegistryActions {
  /** Longest model name, in characters. */
  public static final int NAME_LENGTH_MAX = 256;

  private final Transactions transactions;
  private final RegisteredModels models;
  private final Journal journal;

  public RegistryActions(Transactions transactions, RegisteredModels models, Journal journal) {
    this.transactions = transactions;
    this.models = models;
    this.journal = journal;
  }

  public RegisteredModel create(
      Actor actor, String name, String description, Map<String, String> tags) {
    checkName(name);
    return transactions.transact(
        () -> {
          models.create(name, description, tags, journal.now());
          journal.append(actor, Action.MODEL_CREATED, subject(name), Details.digests(tags));
          return existing(name);
        });
  }

  public RegisteredModel describe(Actor actor, String name, String description) {
    return transactions.transact(
        () -> {
          if (existing(name).description().equals(description)) {
            return existing(name);
          }
          models.describe(name, description, journal.now());
          journal.append(
              actor,
              Action.MODEL_DESCRIBED,
              subject(name),
              Map.of("description", Digest.of(description).hex()));
          return existing(name);
        });
  }

  public RegisteredModel rename(Actor actor, String name, String newName) {
    checkName(newName);
    return transactions.transact(
        () -> {
          models.rename(name, newName, journal.now());
          journal.append(actor, Action.MODEL_RENAMED, subject(name), Map.of("to", newName));
          return existing(newName);
        });
  }

  public void delete(Actor actor, String name) {
    transactions.transact(
        () -> {
          models.delete(name);
          journal.append(actor, Action.MODEL_DELETED, subject(name), Map.of());
        });
  }

  public void setTags(Actor actor, String name, Map<String, String> tags) {
    transactions.transact(
        () -> {
          if (existing(name).tags().entrySet().containsAll(tags.entrySet())) {
            return;
          }
          models.setTags(name, tags, journal.now());
          journal.append(actor, Action.MODEL_TAGS_SET, subject(name), Details.digests(tags));
        });
  }

  /** Removes a tag; one that is not there stays so. */
  public void deleteTag(Actor actor, String name, String key) {
    transactions.transact(
        () -> {
          if (models.deleteTag(name, key, journal.now())) {
            journal.append(actor, Action.MODEL_TAG_DELETED, subject(name), Map.of("key", key));
          }
        });
  }

  public void setAlias(Actor actor, String name, String alias, int number) {
    transactions.transact(
        () -> {
          Integer before = existing(name).aliases().get(alias);
          if (before != null && before == number) {
            return;
          }
          models.setAlias(name, alias, number, journal.now());
          journal.append(
              actor,
              Action.MODEL_ALIAS_SET,
              subject(name),
              Map.of(
                  "alias",
                  alias,
                  "from",
                  before == null ? "" : before.toString(),
                  "to",
                  Integer.toString(number)));
        });
  }

  /** Removes an alias; one that is not there stays so. */
  public void deleteAlias(Actor actor, String name, String alias) {
    transactions.transact(
        () -> {
          if (models.deleteAlias(name, alias, journal.now())) {
            journal.append(
                actor, Action.MODEL_ALIAS_DELETED, subject(name), Map.of("alias", alias));
          }
        });
  }

  private RegisteredModel existing(String name) {
    return models
        .find(name)
        .orElseThrow(() -> Failure.notFound("Registered Model with name=" + name + " not found"));
  }

  private static void checkName(String name) {
    boolean bad =
        name.isBlank()
            || name.contains("/")
            || name.contains(":")
            || name.equals(".")
            || name.equals("..");
    if (bad || name.length() > NAME_LENGTH_MAX) {
      throw Failure.invalid(
          "Invalid model name: '"
              + name
              + "'. It has 1 to "
              + NAME_LENGTH_MAX
              + " characters, none of them '/' or ':'");
    }
  }

  static String subject(String name) {
    return "model/" + name;
  }
}
