package dev.assay.core.registry;

/** What logged models are searched and ordered by. */
public sealed interface LoggedModelField {
  /** A column every logged model has; times are epoch milliseconds. */
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

  /** A metric by its key, on the datasets the query names. */
  record Metric(String key) implements LoggedModelField {}

  /** A param by its key. */
  record Param(String key) implements LoggedModelField {}

  /** A tag by its key. */
  record Tag(String key) implements LoggedModelField {}
}
