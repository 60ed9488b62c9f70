package dev.assay.core.run;

import java.time.Instant;
import java.util.Optional;

/** What to change of a run; what is absent stays. */
public record RunChange(Optional<Status> status, Optional<Instant> endedAt, Optional<String> name) {
  public static RunChange name(String name) {
    return new RunChange(Optional.empty(), Optional.empty(), Optional.of(name));
  }
}
