package dev.assay.core.registry;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A name under which model versions are kept.
 *
 * @param aliases each alias with the version number it points to, by alias
 * @param latest the newest version of each stage that has any, by number
 */
public record RegisteredModel(
    String name,
    String description,
    Instant createdAt,
    Instant updatedAt,
    Map<String, String> tags,
    Map<String, Integer> aliases,
    List<ModelVersion> latest) {
  public RegisteredModel {
    latest = List.copyOf(latest);
  }
}
