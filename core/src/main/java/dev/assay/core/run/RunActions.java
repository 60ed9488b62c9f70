package dev.assay.core.run;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.IdSource;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Details;
import dev.assay.core.ledger.Journal;
import dev.assay.core.metric.Metrics;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.Projects;
import dev.assay.core.registry.LoggedModels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What an actor can do to runs. Each method is one transaction with its ledger entries: one for
 * each kind of change it made, none when it changed nothing. Metric points get no entries of their
 * own; when a run ends, one entry commits to all it holds. Thread-safe.
 */
public final class RunActions {
  /** How many silent runs one sweep marks at the most. */
  static final int LOST_BATCH_MAX = 1_000;

  private final Transactions transactions;
  private final Projects projects;
  private final Runs runs;
  private final Metrics metrics;
  private final Artifacts artifacts;
  private final LoggedModels models;
  private final Journal journal;
  private final IdSource ids;

  public RunActions(Transactions transactions, Stores stores, Journal journal, IdSource ids) {
    this.transactions = transactions;
    this.projects = stores.projects();
    this.runs = stores.runs();
    this.metrics = stores.metrics();
    this.artifacts = stores.artifacts();
    this.models = stores.models();
    this.journal = journal;
    this.ids = ids;
  }

  /** The ports the actions on runs change. */
  public record Stores(
      Projects projects, Runs runs, Metrics metrics, Artifacts artifacts, LoggedModels models) {}

  /**
   * Starts a run in an active project. When the draft has an id that a run of the project has
   * already, that run stays as it is and is the answer.
   */
  public RunInfo create(Actor actor, NewRun draft) {
    RunId id = draft.id().orElseGet(() -> new RunId(ids.hex32()));
    String name =
        draft.name().filter(text -> !text.isEmpty()).orElseGet(() -> RandomName.next(ids));
    return transactions.transact(
        () -> {
          requireActive(draft);
          Optional<RunInfo> known = draft.id().flatMap(runs::info).filter(isIn(draft.project()));
          if (known.isPresent()) {
            known.get().requireActive();
            return known.get();
          }
          Instant now = journal.now();
          RunInfo run =
              new RunInfo(
                  id,
                  draft.project(),
                  name,
                  draft.user(),
                  Status.RUNNING,
                  Lifecycle.ACTIVE,
                  draft.startedAt().orElse(now),
                  Optional.empty(),
                  Optional.empty(),
                  Optional.empty());
          runs.create(run, draft.tags());
          runs.heard(id, now);
          journal.append(
              actor,
              Action.RUN_CREATED,
              subject(id),
              Map.of("project", draft.project().toString(), "name", Digest.of(name).hex()));
          addParams(actor, id, draft.params());
          return run;
        });
  }

  /**
   * Changes status, end or name; a run that ends is sealed and its manifest goes into the ledger.
   */
  public RunInfo update(Actor actor, RunId id, RunChange change) {
    return transactions.transact(
        () -> {
          RunInfo before = active(id);
          RunInfo after = changed(before, change);
          runs.heard(id, journal.now());
          if (after.equals(before)) {
            return before;
          }
          runs.update(after);
          appendUpdate(actor, before, after);
          return after;
        });
  }

  /** Logs a batch; repeating it changes nothing. A run that was taken for lost runs again. */
  public void log(Actor actor, RunId id, LogBatch batch) {
    transactions.transact(
        () -> {
          RunInfo run = active(id);
          addParams(actor, id, batch.params());
          if (!batch.metrics().isEmpty()) {
            metrics.append(id, batch.metrics());
          }
          if (!batch.modelMetrics().isEmpty()) {
            models.addMetrics(batch.modelMetrics());
          }
          setTags(actor, id, batch.tags());
          heard(actor, run);
        });
  }

  /** Removes a tag; fails NOT_FOUND when there is none of that key. */
  public void deleteTag(Actor actor, RunId id, String key) {
    transactions.transact(
        () -> {
          active(id);
          if (!runs.deleteTag(id, key)) {
            throw Failure.notFound("No tag with name: " + key + " in run with id " + id);
          }
          journal.append(actor, Action.RUN_TAG_DELETED, subject(id), Map.of("key", key));
        });
  }

  /** Deletes a run so that it can be restored; a deleted one stays as it is. */
  public void delete(Actor actor, RunId id) {
    transactions.transact(
        () -> {
          RunInfo run = existing(id);
          if (!run.isDeleted()) {
            runs.update(run.withDeletedAt(Optional.of(journal.now())));
            journal.append(actor, Action.RUN_DELETED, subject(id), Map.of());
          }
        });
  }

  /** Brings a deleted run back as it was. */
  public void restore(Actor actor, RunId id) {
    transactions.transact(
        () -> {
          RunInfo run = existing(id);
          if (run.isDeleted()) {
            runs.update(run.withDeletedAt(Optional.empty()));
            journal.append(actor, Action.RUN_RESTORED, subject(id), Map.of());
          }
        });
  }

  /** Removes a deleted run for good. */
  public void purge(Actor actor, RunId id) {
    transactions.transact(
        () -> {
          runs.purge(id);
          journal.append(actor, Action.RUN_PURGED, subject(id), Map.of());
        });
  }

  /**
   * Marks runs as interrupted whose client was silent for too long.
   *
   * @return those marked; fewer than {@link #LOST_BATCH_MAX} means there are no more
   */
  public List<RunInfo> markLost(Duration silence) {
    Instant now = journal.now();
    return transactions.transact(
        () -> {
          List<RunInfo> lost =
              runs.silentSince(now.minus(silence), LOST_BATCH_MAX).stream()
                  .map(
                      run -> run.withStatus(Status.INTERRUPTED, Optional.of(now), Optional.of(now)))
                  .toList();
          for (RunInfo run : lost) {
            runs.update(run);
            appendEnd(Actor.SYSTEM, run, Map.of("reason", "silent"));
          }
          return lost;
        });
  }

  private void requireActive(NewRun draft) {
    Project project =
        projects
            .find(draft.project())
            .orElseThrow(
                () -> Failure.notFound("No Experiment with id=" + draft.project() + " exists"));
    project.requireActive();
  }

  private static Predicate<RunInfo> isIn(ProjectId project) {
    return run -> run.projectId().equals(project);
  }

  private RunInfo existing(RunId id) {
    return runs.info(id).orElseThrow(() -> Failure.notFound("Run with id=" + id + " not found"));
  }

  private RunInfo active(RunId id) {
    RunInfo run = existing(id);
    run.requireActive();
    return run;
  }

  private void addParams(Actor actor, RunId id, Map<String, String> params) {
    if (params.isEmpty()) {
      return;
    }
    Set<String> added = runs.addParams(id, params);
    if (!added.isEmpty()) {
      journal.append(actor, Action.RUN_PARAMS_ADDED, subject(id), Details.digests(params, added));
    }
  }

  private void setTags(Actor actor, RunId id, Map<String, String> tags) {
    if (tags.isEmpty()) {
      return;
    }
    Set<String> set = runs.setTags(id, tags);
    if (!set.isEmpty()) {
      journal.append(actor, Action.RUN_TAGS_SET, subject(id), Details.digests(tags, set));
    }
  }

  /**
   * Notes that the client of a run was heard by other means than logging, an upload for example. A
   * run that was taken for lost runs again; one that ended or was deleted stays as it is.
   */
  public void heard(Actor actor, RunId id) {
    Optional<RunInfo> run = runs.info(id).filter(known -> !known.isDeleted());
    if (run.filter(known -> known.lostAt().isPresent()).isPresent()) {
      transactions.transact(() -> runs.info(id).ifPresent(lost -> heard(actor, lost)));
    } else if (run.filter(known -> known.status() == Status.RUNNING).isPresent()) {
      runs.heard(id, journal.now());
    }
  }

  private void heard(Actor actor, RunInfo run) {
    runs.heard(run.id(), journal.now());
    if (run.lostAt().isPresent()) {
      RunInfo revived = run.withStatus(Status.RUNNING, Optional.empty(), Optional.empty());
      runs.update(revived);
      appendUpdate(actor, run, revived);
    }
  }

  private void appendUpdate(Actor actor, RunInfo before, RunInfo after) {
    if (after.status().hasEnded() && !before.status().equals(after.status())) {
      appendEnd(actor, after, Map.of());
      return;
    }
    journal.append(
        actor,
        Action.RUN_UPDATED,
        subject(after.id()),
        Map.of("status", after.status().name(), "name", Digest.of(after.name()).hex()));
  }

  private void appendEnd(Actor actor, RunInfo run, Map<String, String> reason) {
    Map<String, String> details = new TreeMap<>(reason);
    details.put("status", run.status().name());
    details.put("manifest", manifest(run.id()).hex());
    journal.append(actor, Action.RUN_ENDED, subject(run.id()), details);
  }

  private Digest manifest(RunId id) {
    Projection paramsOnly =
        new Projection(
            Projection.Keys.NONE, Projection.Keys.ALL, Projection.Keys.NONE, false, false);
    Map<String, String> params = runs.find(id, paramsOnly).map(Run::params).orElse(Map.of());
    return Manifest.of(
        params, metrics.seal(id), artifacts.tree(new ArtifactOwner.OfRun(id), ArtifactPath.ROOT));
  }

  private static RunInfo changed(RunInfo run, RunChange change) {
    Status status = change.status().orElse(run.status());
    boolean isLost = run.lostAt().isPresent() && change.status().isEmpty();
    return new RunInfo(
        run.id(),
        run.projectId(),
        change.name().filter(name -> !name.isEmpty()).orElse(run.name()),
        run.user(),
        status,
        run.lifecycle(),
        run.startedAt(),
        change.endedAt().or(run::endedAt),
        run.deletedAt(),
        isLost ? run.lostAt() : Optional.empty());
  }

  static String subject(RunId id) {
    return "run/" + id;
  }
}
