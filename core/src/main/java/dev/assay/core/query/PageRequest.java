package dev.assay.core.query;

import dev.assay.core.Failure;
import java.util.Optional;

/** How many rows to answer, and after which place. */
public record PageRequest(int limit, Optional<Cursor> after) {
  /** No page is longer. */
  public static final int LIMIT_MAX = 200_000;

  public PageRequest {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw Failure.invalid("a page holds 1 to " + LIMIT_MAX + " rows, not " + limit);
    }
  }

  public static PageRequest first(int limit) {
    return new PageRequest(limit, Optional.empty());
  }
}
