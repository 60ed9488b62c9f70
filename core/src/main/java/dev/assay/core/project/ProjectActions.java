package dev.assay.core.project;

import dev.assay.core.Failure;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Details;
import dev.assay.core.ledger.Journal;
import dev.assay.core.query.Filter;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an actor can do to projects. Each method is one transaction with its ledger entry.
 * Thread-safe.
 */
public final class ProjectActions {
  /** Longest name, in characters. */
  public static final int NAME_LENGTH_MAX = 500;

  /** The name of project 0. */
  private static final String FIRST_NAME = "Default";

  private final Transactions transactions;
  private final Projects projects;
  private final Journal journal;

  public ProjectActions(Transactions transactions, Projects projects, Journal journal) {
    this.transactions = transactions;
    this.projects = projects;
    this.journal = journal;
  }

  public Project create(
      Actor actor, String name, Optional<String> artifactLocation, Map<String, String> tags) {
    checkName(name);
    return transactions.transact(
        () -> {
          Project project = projects.create(name, artifactLocation, tags, journal.now());
          journal.append(
              actor, Action.PROJECT_CREATED, subject(project.id()), Map.of("name", name));
          return project;
        });
  }

  /** Makes the project every store begins with; does nothing in a store that has any. */
  public void createFirst(Actor actor) {
    ProjectQuery any = new ProjectQuery(Visibility.ALL, Filter.everything(), List.of());
    transactions.transact(
        () -> {
          if (projects.search(any, PageRequest.first(1)).items().isEmpty()) {
            create(actor, FIRST_NAME, Optional.empty(), Map.of());
          }
        });
  }

  public void rename(Actor actor, ProjectId id, String name) {
    checkName(name);
    transactions.transact(
        () -> {
          Project project = active(id);
          if (project.name().equals(name)) {
            return;
          }
          projects.rename(id, name, journal.now());
          journal.append(
              actor,
              Action.PROJECT_RENAMED,
              subject(id),
              Map.of("from", project.name(), "to", name));
        });
  }

  /** Deletes an active project with its runs; fails NOT_FOUND when it is deleted already. */
  public void delete(Actor actor, ProjectId id) {
    transactions.transact(
        () -> {
          if (existing(id).isDeleted()) {
            throw Failure.notFound(
                "No active Experiment with id=" + id + " exists: it is deleted already");
          }
          projects.setDeleted(id, Optional.of(journal.now()), journal.now());
          journal.append(actor, Action.PROJECT_DELETED, subject(id), Map.of());
        });
  }

  /** Brings a deleted project back with all its runs; fails NOT_FOUND when it is not deleted. */
  public void restore(Actor actor, ProjectId id) {
    transactions.transact(
        () -> {
          if (!existing(id).isDeleted()) {
            throw Failure.notFound("No deleted Experiment with id=" + id + " exists: it is active");
          }
          projects.setDeleted(id, Optional.empty(), journal.now());
          journal.append(actor, Action.PROJECT_RESTORED, subject(id), Map.of());
        });
  }

  /** Removes a deleted project and all of its runs for good. */
  public void purge(Actor actor, ProjectId id) {
    transactions.transact(
        () -> {
          projects.purge(id);
          journal.append(actor, Action.PROJECT_PURGED, subject(id), Map.of());
        });
  }

  public void setTags(Actor actor, ProjectId id, Map<String, String> tags) {
    transactions.transact(
        () -> {
          Project project = active(id);
          if (project.tags().entrySet().containsAll(tags.entrySet())) {
            return;
          }
          projects.setTags(id, tags, journal.now());
          journal.append(actor, Action.PROJECT_TAGS_SET, subject(id), Details.digests(tags));
        });
  }

  /** Removes a tag; fails NOT_FOUND when there is none of that key. */
  public void deleteTag(Actor actor, ProjectId id, String key) {
    transactions.transact(
        () -> {
          active(id);
          if (!projects.deleteTag(id, key, journal.now())) {
            throw Failure.notFound("No tag with name: " + key + " in experiment with id " + id);
          }
          journal.append(actor, Action.PROJECT_TAG_DELETED, subject(id), Map.of("key", key));
        });
  }

  private Project existing(ProjectId id) {
    return projects
        .find(id)
        .orElseThrow(() -> Failure.notFound("No Experiment with id=" + id + " exists"));
  }

  private Project active(ProjectId id) {
    Project project = existing(id);
    project.requireActive();
    return project;
  }

  private static void checkName(String name) {
    if (name.isEmpty() || name.length() > NAME_LENGTH_MAX) {
      throw Failure.invalid(
          "A name has 1 to " + NAME_LENGTH_MAX + " characters, not " + name.length());
    }
  }

  private static String subject(ProjectId id) {
    return "project/" + id;
  }
}
