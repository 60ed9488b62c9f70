package dev.assay.core.run;

import java.util.Set;

/** Which parts of runs to read; a list of runs never reads more. Series are never part of it. */
public record Projection(Keys metrics, Keys params, Keys tags, boolean datasets, boolean models) {
  /** Only the {@link RunInfo}. */
  public static final Projection INFO =
      new Projection(Keys.NONE, Keys.NONE, Keys.NONE, false, false);

  /** All there is. */
  public static final Projection FULL = new Projection(Keys.ALL, Keys.ALL, Keys.ALL, true, true);

  /** Some, all or none of the keys of a kind. */
  public sealed interface Keys {
    Keys ALL = new All();
    Keys NONE = new Only(Set.of());

    /** Every key. */
    record All() implements Keys {}

    /** Just these; those a run lacks are left out. */
    record Only(Set<String> keys) implements Keys {
      public Only {
        keys = Set.copyOf(keys);
      }
    }
  }
}
