package dev.assay.web;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection as the HTTP engine sees it, with a deadline on each wait for the client. */
final class WatchedConnection implements ConnectionContext {
  private static final Logger LOG = LoggerFactory.getLogger(WatchedConnection.class);

  private final ConnectionContext inner;
  private final RequestReader reader;
  private final WatchedWriter writer;

  WatchedConnection(ConnectionContext inner, Bounds bounds, BodyMemory memory) {
    this.inner = inner;
    this.reader = new RequestReader(inner.serverSocket(), bounds, memory);
    this.writer = new WatchedWriter(inner.dataWriter(), bounds.stallMax());
  }

  boolean isOverdue(long nowNanos) {
    return reader.deadline().isOver(nowNanos) || writer.deadline().isOver(nowNanos);
  }

  boolean isIdle() {
    return reader.isIdle();
  }

  long idleSinceNanos() {
    return reader.idleSinceNanos();
  }

  /** Closes the socket; the connection's own thread then ends by itself. */
  void cut(String reason) {
    LOG.debug("closing the connection of {}: {}", inner.remotePeer().host(), reason);
    try {
      inner.serverSocket().close();
    } catch (RuntimeException e) {
      LOG.debug("the connection was closed already", e);
    }
  }

  void release() {
    reader.release();
  }

  /** Called by the engine between headers and body of each request. */
  void headersComplete() {
    reader.headersComplete();
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public DataWriter dataWriter() {
    return writer;
  }

  @Override
  public ListenerContext listenerContext() {
    return inner.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return inner.executor();
  }

  @Override
  public Router router() {
    return inner.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return inner.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return inner.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return inner.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return inner.localPeer();
  }

  @Override
  public boolean isSecure() {
    return inner.isSecure();
  }

  @Override
  public String socketId() {
    return inner.socketId();
  }

  @Override
  public String childSocketId() {
    return inner.childSocketId();
  }

  /**
   * Ends the thread of a connection whose client is gone or was cut off; the engine logs nothing
   * about it.
   */
  static CloseConnectionException gone(RuntimeException cause) {
    return new CloseConnectionException("the connection is closed", cause);
  }
}
