package dev.assay.core.account;

import dev.assay.core.Failure;

/** The person or service a change is made by, as it stands in the ledger. */
public record Actor(String name) {
  /** The one user of a server without accounts. */
  public static final Actor LOCAL = new Actor("local");

  /** The server itself: background jobs. */
  public static final Actor SYSTEM = new Actor("system");

  public Actor {
    if (name.isBlank() || name.length() > 256) {
      throw Failure.invalid("an actor's name has 1 to 256 characters, not " + name.length());
    }
  }
}
