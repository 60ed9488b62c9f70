package dev.assay.core.registry;

/** What registered models are searched and ordered by. */
public sealed interface RegisteredModelField {
  /** A column every registered model has; times are epoch milliseconds. */
  enum Attribute implements RegisteredModelField {
    NAME,
    CREATED_AT,
    UPDATED_AT
  }

  /** A tag by its key. */
  record Tag(String key) implements RegisteredModelField {}
}
