package dev.assay.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that stands still until it is told to move. Thread-safe. */
public final class TestClock implements InstantSource {
  /** What it shows at first. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  @Override
  public Instant instant() {
    return now.get();
  }

  /** Moves on and gives the new time. */
  public Instant advance(Duration by) {
    return now.updateAndGet(before -> before.plus(by));
  }

  /** Moves one second on and gives the new time. */
  public Instant tick() {
    return advance(Duration.ofSeconds(1));
  }
}
