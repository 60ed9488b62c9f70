package dev.assay.core.registry;

import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps the names of the model registry. Every method is atomic. Methods that change a model fail
 * NOT_FOUND when it does not exist and move its {@code updatedAt}.
 */
public interface RegisteredModels {
  /** Makes a model without versions; fails ALREADY_EXISTS when the name is taken. */
  void create(String name, String description, Map<String, String> tags, Instant at);

  /** The model with tags, aliases and its latest versions, in one read. */
  Optional<RegisteredModel> find(String name);

  /** A page of the models the query matches. */
  Page<RegisteredModel> search(RegisteredModelQuery query, PageRequest page);

  /** Sets the description. */
  void describe(String name, String description, Instant at);

  /**
   * Gives the model another name; versions, tags and aliases follow. Fails ALREADY_EXISTS when it
   * is taken.
   */
  void rename(String name, String newName, Instant at);

  /** Removes the model with its versions, tags and aliases. */
  void delete(String name);

  /** Sets tags; one that exists is replaced. */
  void setTags(String name, Map<String, String> tags, Instant at);

  /** Removes a tag; false when there is none. */
  boolean deleteTag(String name, String key, Instant at);

  /**
   * Points an alias to a version, moving it when it exists; fails NOT_FOUND when there is no such
   * version.
   */
  void setAlias(String name, String alias, int number, Instant at);

  /** Removes an alias; false when there is none. */
  boolean deleteAlias(String name, String alias, Instant at);
}
