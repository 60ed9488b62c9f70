package dev.assay.core.account;

/** What a route asks of its caller. Each includes those before it. */
public enum Permission {
  /** Anyone, without login: health and version. */
  PUBLIC,
  /** See runs, metrics, artifacts, models. */
  READ,
  /** Log, change, tag; delete what can be restored. */
  WRITE,
  /** Change what others rely on: stages, aliases, removal of models, permanent deletion. */
  MANAGE,
  /** Change the server itself. */
  ADMIN
}
