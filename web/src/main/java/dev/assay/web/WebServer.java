package dev.assay.web;

import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.ErrorHandling;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.UncheckedIOException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Serves a {@link RouteTable} over HTTP/1.1, each request on a virtual thread of its own. Started
 * by {@link #start}; closing it lets running requests end, up to the configured deadline.
 */
public final class WebServer implements AutoCloseable {
  /** Held, so that its level stays: the engine tells of every start in several lines otherwise. */
  private static final Logger ENGINE_LOG = Logger.getLogger("io.helidon");

  private final io.helidon.webserver.WebServer engine;
  private final Connections connections;

  private WebServer(io.helidon.webserver.WebServer engine, Connections connections) {
    this.engine = engine;
    this.connections = connections;
  }

  /**
   * Binds and serves.
   *
   * @param fallback words the errors of paths below no group's prefix
   * @throws UncheckedIOException when the address cannot be bound
   */
  public static WebServer start(
      WebConfig config, RouteTable table, Access access, ErrorShape fallback) {
    return start(config, table, access, fallback, Bounds.DEFAULT);
  }

  static WebServer start(
      WebConfig config, RouteTable table, Access access, ErrorShape fallback, Bounds bounds) {
    ENGINE_LOG.setLevel(Level.WARNING);
    BodyMemory memory = BodyMemory.ofHeap();
    Connections connections = new Connections(bounds.connectionsMax());
    Gates gates = new Gates(config.allowedHosts());
    Dispatcher dispatcher = new Dispatcher(table, access, gates, fallback, memory, bounds);
    io.helidon.webserver.WebServer engine =
        io.helidon.webserver.WebServer.builder()
            .host(config.host())
            .port(config.port())
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .addConnectionSelector(new WatchedEngine(connections, bounds, memory))
            // Otherwise the last piece of a large answer waits for the client's delayed
            // acknowledgement.
            .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
            // Measured: half the CPU time for large answers, none lost elsewhere.
            .useNio(false)
            .writeBufferSize(ResponseSender.SLICE_BYTES)
            .shutdownGracePeriod(config.stopDeadline())
            // The handlers below get the engine's message only with this; they never pass it on.
            .errorHandling(ErrorHandling.builder().includeEntity(true).build())
            .directHandlers(directHandlers(table, fallback))
            .routing(HttpRouting.builder().any(dispatcher::handle))
            .build();
    WebServer server = new WebServer(engine, connections);
    server.connections.start();
    try {
      engine.start();
    } catch (RuntimeException e) {
      connections.close();
      throw e;
    }
    return server;
  }

  /** The port it listens on: the real one where 0 was configured. */
  public int port() {
    return engine.port();
  }

  /** Connections open now. */
  public int connectionCount() {
    return connections.size();
  }

  /**
   * Takes no more connections, waits for running requests up to the deadline, then cuts what is
   * left.
   */
  @Override
  public void close() {
    engine.stop();
    connections.close();
  }

  /**
   * Words what the engine itself refuses: requests that are not well-formed HTTP, before any route
   * is known.
   */
  private static DirectHandlers directHandlers(RouteTable table, ErrorShape fallback) {
    DirectHandlers.Builder handlers = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      handlers.addHandler(
          type,
          (request, event, status, headers, message) -> {
            ErrorShape errors = table.errorsBelow(request.path(), fallback);
            // The engine calls it its own error when a request line cannot be read at all.
            int code =
                event == EventType.INTERNAL_ERROR && request.path().isEmpty() ? 400 : status.code();
            return transport(errors.shape(refused(code, message)));
          });
    }
    return handlers.build();
  }

  private static Problem refused(int status, @Nullable String message) {
    // The engine has no status of its own for this.
    if (status == 400 && message != null && message.startsWith("Header size exceeded")) {
      return new Problem.Refused(
          431, "the request's headers have more than " + Limits.HEADERS_BYTES_MAX + " bytes");
    }
    return new Problem.Refused(
        status,
        switch (status) {
          case 413 -> "the request's body is too large";
          case 414 ->
              "the request's address is longer than " + Limits.REQUEST_LINE_BYTES_MAX + " bytes";
          case 501 -> "the request's transfer encoding is not supported";
          case 503 -> "the server has too many requests in work now; try again";
          case 505 -> "only HTTP/1.1 is spoken here";
          default ->
              status < 500
                  ? "the request is not well-formed HTTP/1.1"
                  : "the server failed in an unexpected way";
        });
  }

  private static DirectHandler.TransportResponse transport(Response response) {
    DirectHandler.TransportResponse.Builder builder =
        DirectHandler.TransportResponse.builder()
            .status(Status.create(response.status()))
            .keepAlive(false);
    builder.header(HeaderValues.create("X-Content-Type-Options", "nosniff"));
    builder.header(HeaderValues.create("X-Frame-Options", "SAMEORIGIN"));
    for (Response.Header header : response.headers()) {
      builder.header(HeaderValues.create(header.name(), header.value()));
    }
    if (response.body() instanceof Response.Body.Bytes(byte[] content)) {
      builder.entity(content);
    }
    return builder.build();
  }
}
