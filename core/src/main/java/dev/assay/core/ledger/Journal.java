package dev.assay.core.ledger;

import dev.assay.core.account.Actor;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * What a use case writes its changes to: the ledger, and the clock all of Assay's own times come
 * from.
 */
public record Journal(Ledger ledger, InstantSource clock) {
  /** The time of the server, to the millisecond, which is as exact as it is kept. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Appends the entry for a change; call it inside the transaction that makes the change. */
  public void append(Actor actor, Action action, String subject, Map<String, String> details) {
    ledger.append(new Change(actor, now(), action, subject, details));
  }
}
