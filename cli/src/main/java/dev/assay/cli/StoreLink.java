package dev.assay.cli;

import dev.assay.client.AssayClient;
import dev.assay.client.AssayException;
import dev.assay.core.Failure;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.server.App;
import dev.assay.server.Config;
import dev.assay.server.DataDirectory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The server of a data folder: the process that serves it, else this one, for as long as the
 * command takes. When the process that served it is gone while the command still runs, this one
 * takes its place at the same address. Thread-safe.
 */
final class StoreLink implements ServerLink {
  private static final Duration START_WAIT = Duration.ofSeconds(10);
  private static final long LOOK_MILLIS = 10;

  private final Config config;
  private URI address;
  private @Nullable FutureTask<App> own;
  private @Nullable AssayClient client;

  private StoreLink(Config config, URI address) {
    this.config = config;
    this.address = address;
  }

  /** Takes the folder, or finds out who has it. The server is started beside the caller. */
  static StoreLink of(Config config) {
    Optional<URI> last = DataDirectory.address(config.data()).map(URI::create);
    Optional<DataDirectory> taken = take(config);
    if (taken.isEmpty()) {
      return new StoreLink(config, addressOfHolder(config));
    }
    StoreLink link = new StoreLink(config, URI.create("http://127.0.0.1:" + port(last)));
    link.serve(taken.get());
    return link;
  }

  @Override
  public synchronized URI address() {
    return address;
  }

  @Override
  public synchronized boolean isEmbedded() {
    return own != null;
  }

  @Override
  public synchronized AssayClient client() {
    if (own == null) {
      return remote();
    }
    app();
    return connected();
  }

  @Override
  public synchronized void close() {
    if (client != null) {
      client.close();
    }
    if (own != null) {
      app().close();
    }
  }

  private AssayClient connected() {
    AssayClient known = client;
    if (known == null) {
      known = new AssayClient(address);
      client = known;
    }
    return known;
  }

  /** The server of another process; it may have just begun, or be gone. */
  private AssayClient remote() {
    boolean isFirst = client == null;
    long until = System.nanoTime() + (isFirst ? START_WAIT.toNanos() : 0);
    while (true) {
      try {
        AssayClient known = connected();
        known.serverVersion();
        return known;
      } catch (AssayException e) {
        Optional<DataDirectory> taken = take(config);
        if (taken.isPresent()) {
          serve(taken.get());
          app();
          return connected();
        }
        if (System.nanoTime() > until) {
          throw Failure.unavailable(String.valueOf(e.getMessage()), e);
        }
      }
      pause();
    }
  }

  private void serve(DataDirectory directory) {
    directory.publish(address.toString());
    Config here = config.onLoopback(address.getPort());
    FutureTask<App> starting = new FutureTask<>(() -> App.start(here, directory));
    own = starting;
    Thread.ofPlatform().name("server").daemon().start(starting);
  }

  private App app() {
    try {
      return java.util.Objects.requireNonNull(own).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Failure failure) {
        throw failure;
      }
      throw new IllegalStateException("the store could not be opened", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable("interrupted while the store was opened", e);
    }
  }

  private static Optional<DataDirectory> take(Config config) {
    try {
      return Optional.of(DataDirectory.take(config.data()));
    } catch (Failure e) {
      if (e.kind() == Failure.Kind.CONFLICT) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static URI addressOfHolder(Config config) {
    long until = System.nanoTime() + START_WAIT.toNanos();
    while (true) {
      Optional<URI> address = DataDirectory.address(config.data()).map(URI::create);
      if (address.isPresent()) {
        return address.get();
      }
      if (System.nanoTime() > until) {
        throw Failure.unavailable(
            "another process holds the data folder "
                + config.data()
                + " and does not say where it serves it; end it, or name a server with --server");
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(LOOK_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable("interrupted while waiting for a server", e);
    }
  }

  /** A port of loopback that is free: the last one, where programs may still look for it. */
  private static int port(Optional<URI> last) {
    return last.map(URI::getPort)
        .filter(port -> port > 0)
        .flatMap(StoreLink::free)
        .or(() -> free(0))
        .orElseThrow(() -> Failure.unavailable("no port of 127.0.0.1 is free"));
  }

  private static Optional<Integer> free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return Optional.of(socket.getLocalPort());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
