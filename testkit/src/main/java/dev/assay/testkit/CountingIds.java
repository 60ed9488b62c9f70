package dev.assay.testkit;

import dev.assay.core.IdSource;
import java.util.concurrent.atomic.AtomicLong;

/** Ids that count up, so that a test gives the same ones each time. Thread-safe. */
public final class CountingIds implements IdSource {
  private final AtomicLong given = new AtomicLong();

  @Override
  public String hex32() {
    return String.format("%032x", given.incrementAndGet());
  }

  @Override
  public int below(int bound) {
    return (int) (given.incrementAndGet() % bound);
  }
}
