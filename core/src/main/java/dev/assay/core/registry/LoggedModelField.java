package dev.assay.core.registry;

import dev.assay.core.query.FieldKind;
import dev.assay.core.registry.LoggedModelQuery.DatasetMatch;
import java.util.Optional;

/** What logged models are searched and ordered by. */
public sealed interface LoggedModelField {
  /** What a comparison with the field needs. */
  default FieldKind kind() {
    return switch (this) {
      case Attribute.CREATED_AT, Attribute.UPDATED_AT -> FieldKind.NUMBER;
      case Attribute attribute -> FieldKind.TEXT;
      case Metric metric -> FieldKind.NUMBER;
      case Param param -> FieldKind.TEXT;
      case Tag tag -> FieldKind.TEXT;
    };
  }

  /**
   * A column of the logged model itself; times are epoch milliseconds, STATUS is the name of the
   * {@link LoggedModel.Status}, PROJECT is its id in decimal as a text. All but SOURCE_RUN are
   * always present.
   */
  enum Attribute implements LoggedModelField {
    ID,
    NAME,
    MODEL_TYPE,
    STATUS,
    SOURCE_RUN,
    PROJECT,
    CREATED_AT,
    UPDATED_AT
  }

  /**
   * A metric by its key, on the datasets the query names, and on one of them when it is named here.
   * Several runs may have measured it on several datasets: a condition holds when it does for any
   * of these values; an order takes the one measured last (greatest time, then step; of equal ones
   * the first by dataset name, digest and run).
   */
  record Metric(String key, Optional<DatasetMatch> dataset) implements LoggedModelField {
    public Metric(String key) {
      this(key, Optional.empty());
    }
  }

  /** A param by its key. */
  record Param(String key) implements LoggedModelField {}

  /** A tag by its key. */
  record Tag(String key) implements LoggedModelField {}
}
