package dev.assay.core.registry;

/** The place of a model version on the way to use. */
public enum Stage {
  NONE,
  STAGING,
  PRODUCTION,
  ARCHIVED
}
