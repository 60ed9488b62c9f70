package dev.assay.server;

import dev.assay.core.IdSource;
import dev.assay.core.account.Actor;
import dev.assay.store.blob.DiskBlobs;
import dev.assay.store.sql.SqlConfig;
import dev.assay.store.sql.SqlStore;
import dev.assay.web.Access;
import dev.assay.web.RouteTable;
import dev.assay.web.WebConfig;
import dev.assay.web.WebServer;
import dev.assay.web.outbound.AddressRule;
import dev.assay.web.outbound.Outbound;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running server: everything is made here, by hand, in order, and closed in reverse. Thread-safe
 * after start.
 */
public final class App implements AutoCloseable {
  public static final String VERSION = "0.1.0";

  private static final Logger LOG = LoggerFactory.getLogger(App.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(10);
  private static final Duration LOST_CHECK_EVERY = Duration.ofSeconds(15);
  private static final Duration WEBHOOKS_EVERY = Duration.ofSeconds(1);
  private static final Duration SWEEP_EVERY = Duration.ofHours(1);

  private final Deque<Part> parts = new ArrayDeque<>();
  private String address = "";

  private App() {}

  /** A piece of the server that must be closed. */
  private record Part(String name, AutoCloseable closeable) {}

  /**
   * Opens the store and begins to serve.
   *
   * @throws dev.assay.core.Failure when the configuration is unsafe, the data folder is taken, or
   *     the store does not open
   */
  public static App start(Config config) {
    config.requireSafe();
    return start(config, DataDirectory.take(config.data()));
  }

  /** As above, in a data folder that was taken already; it is given up with the server. */
  public static App start(Config config, DataDirectory directory) {
    App app = new App();
    app.own("data folder", directory);
    try {
      config.requireSafe();
      app.open(config, directory);
      return app;
    } catch (RuntimeException e) {
      app.close();
      throw e;
    }
  }

  /** Where clients reach the server, for example {@code http://127.0.0.1:5000}. */
  public String address() {
    return address;
  }

  private void open(Config config, DataDirectory directory) {
    SqlStore store = own("store", SqlStore.open(sqlConfig(config)));
    DiskBlobs blobs = DiskBlobs.open(config.data().resolve("blobs"), InstantSource.system());
    Wiring wiring = Wiring.of(store, blobs, outside(config));
    wiring.actions().projects().createFirst(Actor.SYSTEM);
    RouteTable routes = wiring.routes();
    WebServer web =
        own("web", WebServer.start(webConfig(config), routes, Access.LOCAL, Health.PLAIN));
    WebhookCourier courier = own("webhooks", wiring.courier());
    startJobs(own("jobs", new Jobs()), wiring, courier, config);
    address = "http://" + urlHost(config.host()) + ":" + web.port();
    directory.publish(address);
    store.announce(address);
    LOG.info("assay {} serves {} at {}", VERSION, config.data(), address);
  }

  private static Wiring.Outside outside(Config config) {
    AddressRule rule =
        config.webhookPrivateTargets() ? AddressRule.PRIVATE_TOO : AddressRule.PUBLIC;
    return new Wiring.Outside(InstantSource.system(), IdSource.random(), Outbound.usual(rule));
  }

  private static void startJobs(Jobs jobs, Wiring wiring, WebhookCourier courier, Config config) {
    jobs.every(WEBHOOKS_EVERY, "tell webhooks", courier::turn);
    jobs.every(
        LOST_CHECK_EVERY,
        "mark lost runs",
        () -> wiring.actions().runs().markLost(config.runSilence()));
    jobs.every(SWEEP_EVERY, "sweep unused blobs", () -> wiring.sweep().run(config.unusedBlobAge()));
  }

  private static SqlConfig sqlConfig(Config config) {
    return config
        .database()
        .map(SqlConfig::postgres)
        .orElseGet(() -> SqlConfig.sqlite(config.data()));
  }

  private static WebConfig webConfig(Config config) {
    return new WebConfig(config.host(), config.port(), config.allowedHosts(), STOP_WAIT);
  }

  private static String urlHost(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  private <T extends AutoCloseable> T own(String name, T closeable) {
    parts.push(new Part(name, closeable));
    return closeable;
  }

  /** Finishes running requests, then closes all parts; a second call does nothing. */
  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      Part part = parts.pop();
      try {
        part.closeable().close();
      } catch (Exception e) {
        LOG.warn("closing the {} failed", part.name(), e);
      }
    }
  }
}
