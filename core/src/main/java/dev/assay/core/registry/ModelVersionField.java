package dev.assay.core.registry;

/** What model versions are searched and ordered by. */
public sealed interface ModelVersionField {
  /** A column every model version has; times are epoch milliseconds. */
  enum Attribute implements ModelVersionField {
    NAME,
    NUMBER,
    RUN,
    SOURCE,
    STAGE,
    CREATED_AT,
    UPDATED_AT
  }

  /** A tag by its key. */
  record Tag(String key) implements ModelVersionField {}
}
