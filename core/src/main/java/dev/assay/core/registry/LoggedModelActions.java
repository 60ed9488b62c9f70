package dev.assay.core.registry;

import dev.assay.core.Failure;
import dev.assay.core.IdSource;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Details;
import dev.assay.core.ledger.Journal;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.Projects;
import dev.assay.core.run.RandomName;
import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an actor can do to logged models. Each method is one transaction with its ledger entry.
 * Thread-safe.
 */
public final class LoggedModelActions {
  private final Transactions transactions;
  private final Projects projects;
  private final LoggedModels models;
  private final Journal journal;
  private final IdSource ids;

  public LoggedModelActions(
      Transactions transactions,
      Projects projects,
      LoggedModels models,
      Journal journal,
      IdSource ids) {
    this.transactions = transactions;
    this.projects = projects;
    this.models = models;
    this.journal = journal;
    this.ids = ids;
  }

  /** A logged model to be made; an empty name stands for one Assay chooses. */
  public record Draft(
      ProjectId project,
      String name,
      String modelType,
      Optional<RunId> sourceRun,
      Map<String, String> params,
      Map<String, String> tags) {
    public Draft {
      params = Map.copyOf(params);
      tags = Map.copyOf(tags);
    }
  }

  /** Makes a model that waits for its files. */
  public LoggedModel create(Actor actor, Draft draft) {
    LoggedModelId id = new LoggedModelId("m-" + ids.hex32());
    String name = draft.name().isEmpty() ? RandomName.next(ids) : draft.name();
    return transactions.transact(
        () -> {
          requireActive(draft.project());
          LoggedModel model = pending(id, name, draft, journal.now());
          models.create(model);
          journal.append(
              actor,
              Action.LOGGED_MODEL_CREATED,
              subject(id),
              Map.of(
                  "project",
                  draft.project().toString(),
                  "run",
                  draft.sourceRun().map(RunId::value).orElse("")));
          return model;
        });
  }

  /** Says how the upload of its files ended. */
  public LoggedModel finish(Actor actor, LoggedModelId id, LoggedModel.Status status) {
    return transactions.transact(
        () -> {
          LoggedModel model = active(id);
          if (model.status() != status) {
            models.update(id, status, Optional.empty(), journal.now());
            journal.append(
                actor, Action.LOGGED_MODEL_UPDATED, subject(id), Map.of("status", status.name()));
          }
          return active(id);
        });
  }

  /** Deletes a model so that it is seen no more; a deleted one stays as it is. */
  public void delete(Actor actor, LoggedModelId id) {
    transactions.transact(
        () -> {
          LoggedModel model = models.find(id).orElseThrow(() -> notFound(id));
          if (model.deletedAt().isEmpty()) {
            models.update(id, model.status(), Optional.of(journal.now()), journal.now());
            journal.append(actor, Action.LOGGED_MODEL_DELETED, subject(id), Map.of());
          }
        });
  }

  public void setTags(Actor actor, LoggedModelId id, Map<String, String> tags) {
    transactions.transact(
        () -> {
          if (active(id).tags().entrySet().containsAll(tags.entrySet())) {
            return;
          }
          models.setTags(id, tags, journal.now());
          journal.append(actor, Action.LOGGED_MODEL_TAGS_SET, subject(id), Details.digests(tags));
        });
  }

  /** Removes a tag; fails NOT_FOUND when there is none of that key. */
  public void deleteTag(Actor actor, LoggedModelId id, String key) {
    transactions.transact(
        () -> {
          active(id);
          if (!models.deleteTag(id, key, journal.now())) {
            throw Failure.notFound("No tag with name: " + key + " in logged model with id " + id);
          }
          journal.append(actor, Action.LOGGED_MODEL_TAG_DELETED, subject(id), Map.of("key", key));
        });
  }

  public void addParams(Actor actor, LoggedModelId id, Map<String, String> params) {
    if (params.isEmpty()) {
      return;
    }
    transactions.transact(
        () -> {
          active(id);
          models.addParams(id, params, journal.now());
          journal.append(
              actor, Action.LOGGED_MODEL_PARAMS_ADDED, subject(id), Details.digests(params));
        });
  }

  private void requireActive(ProjectId id) {
    Project project =
        projects
            .find(id)
            .orElseThrow(() -> Failure.notFound("No Experiment with id=" + id + " exists"));
    project.requireActive();
  }

  private LoggedModel active(LoggedModelId id) {
    return models
        .find(id)
        .filter(model -> model.deletedAt().isEmpty())
        .orElseThrow(() -> notFound(id));
  }

  private static Failure notFound(LoggedModelId id) {
    return Failure.notFound("Logged model with ID '" + id + "' not found.");
  }

  private static LoggedModel pending(LoggedModelId id, String name, Draft draft, Instant now) {
    return new LoggedModel(
        id,
        draft.project(),
        name,
        draft.modelType(),
        draft.sourceRun(),
        LoggedModel.Status.PENDING,
        "",
        now,
        now,
        Optional.empty(),
        draft.params(),
        draft.tags(),
        List.of());
  }

  private static String subject(LoggedModelId id) {
    return "logged-model/" + id;
  }
}
