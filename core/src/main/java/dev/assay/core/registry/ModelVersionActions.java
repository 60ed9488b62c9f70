package dev.assay.core.registry;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Details;
import dev.assay.core.ledger.Journal;
import dev.assay.core.query.Filter;
import dev.assay.core.query.PageRequest;
import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an actor can do to model versions. Each method is one transaction with its entries.
 * Thread-safe.
 */
public final class ModelVersionActions {
  private final Transactions transactions;
  private final ModelVersions versions;
  private final Journal journal;

  public ModelVersionActions(Transactions transactions, ModelVersions versions, Journal journal) {
    this.transactions = transactions;
    this.versions = versions;
    this.journal = journal;
  }

  /**
   * A version to be made.
   *
   * @param source where its files are, checked, as the client named them
   * @param location the same place resolved
   */
  public record Draft(
      String model,
      String source,
      String location,
      Optional<RunId> run,
      String runLink,
      Optional<LoggedModelId> loggedModel,
      String description,
      Map<String, String> tags) {
    public Draft {
      tags = Map.copyOf(tags);
    }
  }

  /** Stores a version under the next number of its model. */
  public ModelVersion create(Actor actor, Draft draft) {
    return transactions.transact(
        () -> {
          ModelVersion version = versions.create(unnumbered(draft, journal.now()));
          journal.append(
              actor,
              Action.MODEL_VERSION_CREATED,
              subject(version.model(), version.number()),
              Map.of(
                  "source", version.source(),
                  "run", version.run().map(Object::toString).orElse(""),
                  "logged-model", version.loggedModel().map(Object::toString).orElse("")));
          return version;
        });
  }

  public ModelVersion describe(Actor actor, String model, int number, String description) {
    return transactions.transact(
        () -> {
          if (!existing(model, number).description().equals(description)) {
            versions.describe(model, number, description, journal.now());
            journal.append(
                actor,
                Action.MODEL_VERSION_DESCRIBED,
                subject(model, number),
                Map.of("description", Digest.of(description).hex()));
          }
          return existing(model, number);
        });
  }

  /**
   * Moves a version to a stage; with {@code archiveOthers} all others of that stage go to ARCHIVED
   * in the same step.
   */
  public ModelVersion transition(
      Actor actor, String model, int number, Stage stage, boolean archiveOthers) {
    return transactions.transact(
        () -> {
          ModelVersion version = existing(model, number);
          if (archiveOthers) {
            othersIn(stage, version).forEach(other -> move(actor, other, Stage.ARCHIVED));
          }
          move(actor, version, stage);
          return existing(model, number);
        });
  }

  public void setTags(Actor actor, String model, int number, Map<String, String> tags) {
    transactions.transact(
        () -> {
          if (existing(model, number).tags().entrySet().containsAll(tags.entrySet())) {
            return;
          }
          versions.setTags(model, number, tags, journal.now());
          journal.append(
              actor, Action.MODEL_VERSION_TAGS_SET, subject(model, number), Details.digests(tags));
        });
  }

  /** Removes a tag; one that is not there stays so. */
  public void deleteTag(Actor actor, String model, int number, String key) {
    transactions.transact(
        () -> {
          if (versions.deleteTag(model, number, key, journal.now())) {
            journal.append(
                actor,
                Action.MODEL_VERSION_TAG_DELETED,
                subject(model, number),
                Map.of("key", key));
          }
        });
  }

  public void delete(Actor actor, String model, int number) {
    transactions.transact(
        () -> {
          versions.delete(model, number);
          journal.append(actor, Action.MODEL_VERSION_DELETED, subject(model, number), Map.of());
        });
  }

  private static ModelVersion unnumbered(Draft draft, Instant now) {
    return new ModelVersion(
        draft.model(),
        0,
        Stage.NONE,
        draft.description(),
        "",
        draft.source(),
        draft.location(),
        draft.run(),
        draft.runLink(),
        draft.loggedModel(),
        now,
        now,
        draft.tags(),
        List.of());
  }

  private void move(Actor actor, ModelVersion version, Stage stage) {
    if (version.stage() == stage) {
      return;
    }
    versions.setStage(version.model(), version.number(), stage, journal.now());
    journal.append(
        actor,
        Action.MODEL_VERSION_STAGED,
        subject(version.model(), version.number()),
        Map.of("from", version.stage().name(), "to", stage.name()));
  }

  private List<ModelVersion> othersIn(Stage stage, ModelVersion version) {
    Filter<ModelVersionField> ofModel =
        new Filter.Comparison<>(
            ModelVersionField.Attribute.NAME,
            Filter.Operator.EQUAL,
            new Filter.Value.Text(version.model()));
    return versions
        .search(new ModelVersionQuery(ofModel, List.of()), PageRequest.first(PageRequest.LIMIT_MAX))
        .items()
        .stream()
        .filter(other -> other.stage() == stage && other.number() != version.number())
        .toList();
  }

  private ModelVersion existing(String model, int number) {
    return versions
        .find(model, number)
        .orElseThrow(
            () ->
                Failure.notFound(
                    "Model Version (name=" + model + ", version=" + number + ") not found"));
  }

  private static String subject(String model, int number) {
    return RegistryActions.subject(model) + "/" + number;
  }
}
