package dev.assay.core.run;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps runs with their params and tags. Every method is atomic; times are kept to the millisecond.
 */
public interface Runs {
  /**
   * Stores a new run with its first tags.
   *
   * @throws Failure NOT_FOUND when its project does not exist, ALREADY_EXISTS when the id is taken
   */
  void create(RunInfo run, Map<String, String> tags);

  /** The run, deleted or not, with the parts the projection names. */
  Optional<Run> find(RunId id, Projection projection);

  /** The facts of the run alone, the cheapest look; deleted or not. */
  Optional<RunInfo> info(RunId id);

  /**
   * The runs whose id starts with these letters, digits, {@code _} or {@code -}, by id, deleted
   * ones included.
   */
  List<RunInfo> startingWith(String idPrefix, int limit);

  /** A page of the runs the query matches, with the parts the projection names. */
  Page<Run> search(RunQuery query, Projection projection, PageRequest page);

  /**
   * Replaces the facts of the run {@code info.id()}. It stays in its project, whatever {@code info}
   * says.
   *
   * @throws Failure NOT_FOUND when it does not exist
   */
  void update(RunInfo info);

  /**
   * Adds params, which are fixed once set. A param that is there with the same value is passed
   * over.
   *
   * @return the keys that were new
   * @throws Failure NOT_FOUND when the run does not exist, CONFLICT naming key, kept and new value
   *     when one is there with another value; nothing is added then
   */
  Set<String> addParams(RunId id, Map<String, String> params);

  /**
   * Sets tags; one that exists is replaced.
   *
   * @return the keys that were new or got another value
   * @throws Failure NOT_FOUND when the run does not exist
   */
  Set<String> setTags(RunId id, Map<String, String> tags);

  /** Removes a tag; false when there is no such run or it has no such tag. */
  boolean deleteTag(RunId id, String key);

  /**
   * Notes that the client of a run was heard; may be kept coarsely: up to {@link
   * #HEARD_PRECISION_SECONDS} too early, never too late. An earlier time than the one kept, or an
   * unknown run, changes nothing.
   */
  void heard(RunId id, Instant at);

  /**
   * Runs in status RUNNING, not deleted, last heard before {@code before}; those silent for longest
   * first, at most {@code limit}. A run that was never heard counts as heard when it started.
   */
  List<RunInfo> silentSince(Instant before, int limit);

  /**
   * Removes a deleted run for good, with its params, tags, series, inputs and names of artifacts.
   *
   * @throws Failure NOT_FOUND when it does not exist, CONFLICT when it is not deleted
   */
  void purge(RunId id);

  /** How exact {@link #heard} is kept. */
  int HEARD_PRECISION_SECONDS = 30;
}
