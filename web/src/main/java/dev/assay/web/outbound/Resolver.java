package dev.assay.web.outbound;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;

/** Finds the addresses of a host. Thread-safe. */
@FunctionalInterface
public interface Resolver {
  /**
   * All addresses of a name, or the one of a literal address; at least one.
   *
   * @throws IOException when there is none, or finding out took too long
   */
  List<InetAddress> addresses(String host) throws IOException;
}
