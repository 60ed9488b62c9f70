package dev.assay.core.project;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps projects. Every method is atomic; times are kept to the millisecond. Methods that are given
 * {@code at} and change a project move its {@code updatedAt} there.
 */
public interface Projects {
  /**
   * Makes an active project with the next number, 0 in a new store; numbers are never used again.
   *
   * @throws Failure ALREADY_EXISTS when any project, deleted ones included, has the name
   */
  Project create(
      String name, Optional<String> artifactLocation, Map<String, String> tags, Instant at);

  /** The project, deleted or not. */
  Optional<Project> find(ProjectId id);

  /** The project of this exact name, deleted or not. */
  Optional<Project> findByName(String name);

  /** A page of the projects the query matches. */
  Page<Project> search(ProjectQuery query, PageRequest page);

  /**
   * Gives the project a new name.
   *
   * @throws Failure NOT_FOUND when it does not exist, ALREADY_EXISTS when another project has the
   *     name
   */
  void rename(ProjectId id, String name, Instant at);

  /**
   * Marks the project and all its runs deleted ({@code deletedAt} present; runs deleted before keep
   * their time) or brings it and all its runs back (absent).
   *
   * @throws Failure NOT_FOUND when it does not exist
   */
  void setDeleted(ProjectId id, Optional<Instant> deletedAt, Instant at);

  /** Sets tags; one that exists is replaced. Fails NOT_FOUND when the project does not exist. */
  void setTags(ProjectId id, Map<String, String> tags, Instant at);

  /** Removes a tag; false when the project has no such tag. */
  boolean deleteTag(ProjectId id, String key, Instant at);

  /**
   * Removes a deleted project for good, with its runs, their series, inputs and names of artifacts.
   *
   * @throws Failure NOT_FOUND when it does not exist, CONFLICT when it is not deleted
   */
  void purge(ProjectId id);
}
