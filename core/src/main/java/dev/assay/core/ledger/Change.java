package dev.assay.core.ledger;

import dev.assay.core.account.Actor;
import java.time.Instant;
import java.util.Map;

/**
 * One change as a use case reports it.
 *
 * @param subject what was changed, for example {@code run/<id>} or {@code model/<name>/3}
 * @param details small facts by name: old and new values, or digests of them where they may be long
 *     or private
 */
public record Change(
    Actor actor, Instant at, Action action, String subject, Map<String, String> details) {
  public Change {
    details = Map.copyOf(details);
  }
}
