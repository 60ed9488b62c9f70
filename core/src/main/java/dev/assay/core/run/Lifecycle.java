package dev.assay.core.run;

/** Where a run is filed. Deletion is apart from it, so that a restored run is where it was. */
public enum Lifecycle {
  ACTIVE,
  COMPLETED,
  ARCHIVED
}
