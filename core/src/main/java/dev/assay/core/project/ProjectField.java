package dev.assay.core.project;

import dev.assay.core.query.FieldKind;

/** What projects are searched and ordered by. */
public sealed interface ProjectField {
  /** What a comparison with the field needs. */
  default FieldKind kind() {
    return switch (this) {
      case Attribute.NAME -> FieldKind.TEXT;
      case Attribute attribute -> FieldKind.NUMBER;
      case Tag tag -> FieldKind.TEXT;
    };
  }

  /** A column every project has; the id is a number, times are epoch milliseconds. */
  enum Attribute implements ProjectField {
    ID,
    NAME,
    CREATED_AT,
    UPDATED_AT
  }

  /** A tag by its key. */
  record Tag(String key) implements ProjectField {}
}
