package dev.assay.repro.deliver;

import dev.assay.client.AssayClient;
import java.net.URI;

/** The server of a command: its address is known at once, it answers a moment later. */
public interface ServerLink extends AutoCloseable {
  URI address();

  /**
   * Waits until the server answers, which it may do for the first time now.
   *
   * @throws dev.assay.core.Failure UNAVAILABLE when it does not
   */
  AssayClient client();

  /** Whether the server lives only as long as this command. */
  boolean isEmbedded();

  @Override
  void close();
}
