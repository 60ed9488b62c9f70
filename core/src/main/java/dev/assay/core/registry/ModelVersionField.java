package dev.assay.core.registry;

import dev.assay.core.query.FieldKind;

/** What model versions are searched and ordered by. */
public sealed interface ModelVersionField {
  /** What a comparison with the field needs. */
  default FieldKind kind() {
    return switch (this) {
      case Attribute.NUMBER, Attribute.CREATED_AT, Attribute.UPDATED_AT -> FieldKind.NUMBER;
      case Attribute attribute -> FieldKind.TEXT;
      case Tag tag -> FieldKind.TEXT;
    };
  }

  /**
   * A column of the version itself; NAME is its model's, times are epoch milliseconds, STAGE is the
   * name of the {@link Stage}. All but RUN are always present.
   */
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
