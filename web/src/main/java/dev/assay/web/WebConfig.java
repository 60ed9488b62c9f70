package dev.assay.web;

import java.time.Duration;
import java.util.Set;

/**
 * Where a {@link WebServer} listens and for whom.
 *
 * @param host the address to bind; {@code 127.0.0.1} unless others may reach the server
 * @param port 0 lets the system choose
 * @param allowedHosts host names that requests may name beside the loopback ones, without port, in
 *     lower case
 * @param stopDeadline how long a stop waits for running requests
 */
public record WebConfig(String host, int port, Set<String> allowedHosts, Duration stopDeadline) {
  public WebConfig {
    allowedHosts = Set.copyOf(allowedHosts);
  }

  /** On loopback, any free port, for loopback names only. */
  public static WebConfig loopback(int port) {
    return new WebConfig("127.0.0.1", port, Set.of(), Duration.ofSeconds(10));
  }
}
