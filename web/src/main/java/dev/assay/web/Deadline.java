package dev.assay.web;

import java.time.Duration;

/**
 * Until when one blocking step of a connection may last. Set by the connection's thread, read by
 * the sweeper.
 */
final class Deadline {
  private volatile boolean running;
  private volatile long atNanos;

  void start(Duration limit) {
    until(System.nanoTime() + limit.toNanos());
  }

  void until(long nanoTime) {
    atNanos = nanoTime;
    running = true;
  }

  void stop() {
    running = false;
  }

  boolean isOver(long nowNanos) {
    return running && nowNanos - atNanos > 0;
  }
}
