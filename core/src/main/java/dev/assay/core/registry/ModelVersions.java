package dev.assay.core.registry;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the versions of registered models. Every method is atomic. Methods that change a version
 * fail NOT_FOUND when it does not exist and move its {@code updatedAt} and its model's.
 */
public interface ModelVersions {
  /**
   * Stores a version under the next number of its model ({@code draft.number()} is ignored, aliases
   * too).
   *
   * @return the version as stored
   * @throws Failure NOT_FOUND when the model does not exist
   */
  ModelVersion create(ModelVersion draft);

  /** The version with tags and aliases. */
  Optional<ModelVersion> find(String model, int number);

  /** A page of the versions the query matches. */
  Page<ModelVersion> search(ModelVersionQuery query, PageRequest page);

  /** The version of the greatest number in each stage that has any, by number. */
  List<ModelVersion> latest(String model);

  /** Sets the description. */
  void describe(String model, int number, String description, Instant at);

  /** Moves the version to a stage; its own stage again is no change. */
  void setStage(String model, int number, Stage stage, Instant at);

  /** Sets tags; one that exists is replaced. */
  void setTags(String model, int number, Map<String, String> tags, Instant at);

  /** Removes a tag; false when there is none. */
  boolean deleteTag(String model, int number, String key, Instant at);

  /** Removes the version with its tags and the aliases that point to it. */
  void delete(String model, int number);
}
