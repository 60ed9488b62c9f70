package dev.assay.core.query;

/** Whether a search sees deleted rows. */
public enum Visibility {
  ACTIVE,
  DELETED,
  ALL
}
