package dev.assay.server;

import dev.assay.core.Failure;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a server can be told. Defaults stand in {@link Setting}.
 *
 * @param host the address to listen on
 * @param port the port; 0 lets the system choose
 * @param data the folder that holds the store
 * @param database a {@code postgresql://} address; absent means SQLite in the data folder
 * @param allowRemoteWithoutAccounts lets everybody who reaches the address do everything
 * @param allowedHosts names, beside those of loopback, by which requests may call this server
 * @param runSilence how long the client of a running run may be silent before the run is marked
 *     interrupted
 * @param unusedBlobAge how long bytes that no name refers to are kept
 * @param webhookPrivateTargets lets webhooks call private and loopback addresses
 */
public record Config(
    String host,
    int port,
    Path data,
    Optional<String> database,
    boolean allowRemoteWithoutAccounts,
    Set<String> allowedHosts,
    Duration runSilence,
    Duration unusedBlobAge,
    boolean webhookPrivateTargets) {
  private static final int PORT_MAX = 65_535;
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  public Config {
    allowedHosts = Set.copyOf(allowedHosts);
    if (port < 0 || port > PORT_MAX) {
      throw Failure.invalid("port is " + port + "; it may be 0 (any free one) to " + PORT_MAX);
    }
    if (runSilence.compareTo(Duration.ofSeconds(10)) < 0) {
      throw Failure.invalid("run-silence is " + runSilence + "; it is 10 seconds (PT10S) at least");
    }
    if (unusedBlobAge.compareTo(Duration.ofHours(1)) < 0) {
      throw Failure.invalid(
          "unused-blob-age is " + unusedBlobAge + "; it is one hour (PT1H) at least");
    }
  }

  /** The same on loopback, at this port. */
  public Config onLoopback(int otherPort) {
    return new Config(
        "127.0.0.1",
        otherPort,
        data,
        database,
        false,
        allowedHosts,
        runSilence,
        unusedBlobAge,
        webhookPrivateTargets);
  }

  /** Whether only programs on this machine can reach the server. */
  public boolean isLoopback() {
    return LOOPBACK.contains(host);
  }

  /**
   * Fails INVALID when others could reach a server that has no accounts yet, and nobody said that
   * this is wanted.
   */
  void requireSafe() {
    if (!isLoopback() && !allowRemoteWithoutAccounts) {
      throw Failure.invalid(
          "host is "
              + host
              + ", which others can reach, and there are no accounts yet: everybody could read and change everything."
              + " Use 127.0.0.1, or say --allow-remote-without-accounts if that is what you want");
    }
  }
}
