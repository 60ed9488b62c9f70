package dev.assay.core.memory;

import java.time.Instant;
import java.util.Map;

/**
 * A registered model as it is kept.
 *
 * @param lastNumber the greatest version number ever given
 */
record RegisteredRow(
    String name,
    String description,
    Instant createdAt,
    Instant updatedAt,
    int lastNumber,
    Map<String, String> tags,
    Map<String, Integer> aliases) {
  RegisteredRow {
    createdAt = MemoryProjects.millis(createdAt);
    updatedAt = MemoryProjects.millis(updatedAt);
    tags = Map.copyOf(tags);
    aliases = Map.copyOf(aliases);
  }

  RegisteredRow withName(String newName, Instant at) {
    return new RegisteredRow(newName, description, createdAt, at, lastNumber, tags, aliases);
  }

  RegisteredRow withDescription(String newDescription, Instant at) {
    return new RegisteredRow(name, newDescription, createdAt, at, lastNumber, tags, aliases);
  }

  RegisteredRow withTags(Map<String, String> newTags, Instant at) {
    return new RegisteredRow(name, description, createdAt, at, lastNumber, newTags, aliases);
  }

  RegisteredRow withAliases(Map<String, Integer> newAliases, Instant at) {
    return new RegisteredRow(name, description, createdAt, at, lastNumber, tags, newAliases);
  }

  RegisteredRow withLastNumber(int newLastNumber, Instant at) {
    return new RegisteredRow(name, description, createdAt, at, newLastNumber, tags, aliases);
  }
}
