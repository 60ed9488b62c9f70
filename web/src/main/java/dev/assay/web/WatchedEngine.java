package dev.assay.web;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.common.task.InterruptableTask;
import io.helidon.http.BadRequestException;
import io.helidon.http.Header;
import io.helidon.http.Headers;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1Connection;
import io.helidon.webserver.http1.Http1ConnectionListener;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import io.helidon.webserver.spi.ServerConnection;
import io.helidon.webserver.spi.ServerConnectionSelector;
import java.time.Duration;
import java.util.Set;

/** Puts a {@link WatchedConnection} between each socket and the HTTP/1.1 engine. */
final class WatchedEngine implements ServerConnectionSelector {
  private final Http1ConnectionSelector engine;
  private final Connections connections;
  private final Bounds bounds;
  private final BodyMemory memory;

  WatchedEngine(Connections connections, Bounds bounds, BodyMemory memory) {
    this.bounds = bounds;
    this.connections = connections;
    this.memory = memory;
    Http1Config config =
        Http1Config.builder()
            .maxPrologueLength(Limits.REQUEST_LINE_BYTES_MAX)
            .maxHeadersSize(Limits.HEADERS_BYTES_MAX)
            // Target checks both itself: browsers send some characters raw that the engine would
            // refuse.
            .validatePath(false)
            .validatePrologue(false)
            .sendKeepAliveHeader(false)
            .addReceiveListener(new HeadersListener())
            .build();
    this.engine = Http1ConnectionSelector.builder().config(config).build();
  }

  @Override
  public int bytesToIdentifyConnection() {
    return engine.bytesToIdentifyConnection();
  }

  @Override
  public Support supports(BufferData data) {
    return engine.supports(data);
  }

  @Override
  public Set<String> supportedApplicationProtocols() {
    return engine.supportedApplicationProtocols();
  }

  @Override
  public ServerConnection connection(ConnectionContext context) {
    WatchedConnection watched = new WatchedConnection(context, bounds, memory);
    return new Watched(watched, (Http1Connection) engine.connection(watched));
  }

  private final class Watched implements ServerConnection, InterruptableTask<Void> {
    private final WatchedConnection connection;
    private final Http1Connection http;

    Watched(WatchedConnection connection, Http1Connection http) {
      this.connection = connection;
      this.http = http;
    }

    @Override
    public void handle(Limit limit) throws InterruptedException {
      if (!connections.add(connection)) {
        return;
      }
      try {
        http.handle(limit);
      } finally {
        connections.remove(connection);
        connection.release();
      }
    }

    @Override
    public Duration idleTime() {
      return http.idleTime();
    }

    @Override
    public void close(boolean interrupt) {
      http.close(interrupt);
    }

    @Override
    public boolean canInterrupt() {
      return http.canInterrupt();
    }
  }

  private static final class HeadersListener implements Http1ConnectionListener {
    @Override
    public void headers(ConnectionContext context, Headers headers) {
      if (context instanceof WatchedConnection connection) {
        connection.headersComplete();
      }
      // The one malformed header the engine lets through.
      for (Header header : headers) {
        if (header.headerName().lowerCase().isEmpty()) {
          throw new BadRequestException("a header without name");
        }
      }
    }
  }
}
