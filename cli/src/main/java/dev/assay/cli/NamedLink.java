package dev.assay.cli;

import dev.assay.client.AssayClient;
import dev.assay.repro.deliver.ServerLink;
import java.net.URI;

/** A server that was named. */
final class NamedLink implements ServerLink {
  private final AssayClient client;

  NamedLink(URI address) {
    this.client = new AssayClient(address);
  }

  @Override
  public URI address() {
    return client.server();
  }

  @Override
  public AssayClient client() {
    return client;
  }

  @Override
  public boolean isEmbedded() {
    return false;
  }

  @Override
  public void close() {
    client.close();
  }
}
