package dev.assay.core.project;

/** What projects are searched and ordered by. */
public sealed interface ProjectField {
  /** A column every project has. */
  enum Attribute implements ProjectField {
    ID,
    NAME,
    CREATED_AT,
    UPDATED_AT
  }

  /** A tag by its key. */
  record Tag(String key) implements ProjectField {}
}
