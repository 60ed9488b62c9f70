package dev.assay.core.query;

/** What the values of a field are: it compares only with constants of the same kind. */
public enum FieldKind {
  TEXT,
  NUMBER
}
