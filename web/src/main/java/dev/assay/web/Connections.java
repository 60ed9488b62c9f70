package dev.assay.web;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All open connections of a server. One thread closes those that wait longer than their {@link
 * Limits} allow, and when there are too many, the one that was idle longest makes room.
 * Thread-safe.
 */
final class Connections implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);
  private static final Duration SWEEP_PERIOD = Duration.ofMillis(500);

  private final Set<WatchedConnection> open = ConcurrentHashMap.newKeySet();
  private final int connectionsMax;
  private final Thread sweeper =
      Thread.ofVirtual().name("assay-web-sweeper").unstarted(this::sweep);

  Connections(int connectionsMax) {
    this.connectionsMax = connectionsMax;
  }

  void start() {
    sweeper.start();
  }

  /** Takes a connection in; false when there is no room for it. */
  boolean add(WatchedConnection connection) {
    if (open.size() >= connectionsMax && !closeLongestIdle()) {
      return false;
    }
    return open.add(connection);
  }

  void remove(WatchedConnection connection) {
    open.remove(connection);
  }

  int size() {
    return open.size();
  }

  @Override
  public void close() {
    sweeper.interrupt();
  }

  private boolean closeLongestIdle() {
    Optional<WatchedConnection> idle =
        open.stream()
            .filter(WatchedConnection::isIdle)
            .min(Comparator.comparingLong(WatchedConnection::idleSinceNanos));
    idle.ifPresent(
        connection -> {
          open.remove(connection);
          connection.cut("room was needed");
        });
    return idle.isPresent();
  }

  private void sweep() {
    try {
      while (true) {
        Thread.sleep(SWEEP_PERIOD);
        long now = System.nanoTime();
        open.stream()
            .filter(connection -> connection.isOverdue(now))
            .forEach(connection -> connection.cut("too slow"));
      }
    } catch (InterruptedException e) {
      LOG.debug("the sweeper of connections ends with its server");
    }
  }
}
