package dev.assay.core.registry;

import dev.assay.core.query.FieldKind;

/** What registered models are searched and ordered by. */
public sealed interface RegisteredModelField {
  /** What a comparison with the field needs. */
  default FieldKind kind() {
    return switch (this) {
      case Attribute.NAME -> FieldKind.TEXT;
      case Attribute attribute -> FieldKind.NUMBER;
      case Tag tag -> FieldKind.TEXT;
    };
  }

  /** A column every registered model has; times are epoch milliseconds. */
  enum Attribute implements RegisteredModelField {
    NAME,
    CREATED_AT,
    UPDATED_AT
  }

  /** A tag by its key. */
  record Tag(String key) implements RegisteredModelField {}
}
