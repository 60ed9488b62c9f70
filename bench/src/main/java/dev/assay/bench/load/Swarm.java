package dev.assay.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.function.LongFunction;

/**
 * Many clients, each with its own kept-alive connection and one request under way, driven by the
 * calling thread alone: with few processors, a thread for each client would measure the scheduler.
 */
public final class Swarm implements AutoCloseable {
  private static final int BUFFER_SIZE_BYTES = 1 << 14;
  private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);

  private final Selector selector = Selector.open();
  private final LongFunction<byte[]> requests;
  private long sent;
  private long acknowledged;

  /**
   * @param requests the n-th request of the whole swarm
   */
  public Swarm(int port, int clients, LongFunction<byte[]> requests) throws IOException {
    this.requests = requests;
    for (int i = 0; i < clients; i++) {
      var channel =
          SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, new Received());
    }
  }

  /**
   * Keeps every client busy for a while, then waits for what is under way.
   *
   * @return requests acknowledged per second
   */
  public double drive(long nanos) throws IOException {
    long before = acknowledged;
    long start = System.nanoTime();
    long end = start + nanos;
    for (SelectionKey key : selector.keys()) {
      send((SocketChannel) key.channel());
    }
    while (acknowledged < sent) {
      selector.select(key -> read(key, end));
    }
    return (acknowledged - before) * 1e9 / (System.nanoTime() - start);
  }

  /** How many requests were answered with 200 so far. */
  public long acknowledged() {
    return acknowledged;
  }

  private void read(SelectionKey key, long end) {
    var channel = (SocketChannel) key.channel();
    var received = (Received) key.attachment();
    try {
      if (channel.read(received.buffer) < 0) {
        throw new EOFException("the server closed a connection");
      }
      if (!received.complete()) {
        return;
      }
      received.buffer.clear();
      acknowledged++;
      if (System.nanoTime() < end) {
        send(channel);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void send(SocketChannel channel) throws IOException {
    var request = ByteBuffer.wrap(requests.apply(sent++));
    while (request.hasRemaining()) {
      channel.write(request);
    }
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : selector.keys()) {
      key.channel().close();
    }
    selector.close();
  }

  /** What one client has received of the answer it waits for. */
  private static final class Received {
    private final byte[] bytes = new byte[BUFFER_SIZE_BYTES];
    private final ByteBuffer buffer = ByteBuffer.wrap(bytes);

    /** Whether the buffer holds one whole answer; it must be a 200 with a length. */
    boolean complete() {
      int filled = buffer.position();
      int body = -1;
      for (int i = 3; i < filled && body < 0; i++) {
        if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
          body = i + 1;
        }
      }
      return body >= 0 && filled - body >= contentLength(body);
    }

    private int contentLength(int headEnd) {
      for (int i = 0; i < OK.length; i++) {
        if (bytes[i] != OK[i]) {
          throw new IllegalStateException(
              "answered " + new String(bytes, 0, headEnd, StandardCharsets.ISO_8859_1));
        }
      }
      for (int i = OK.length; i < headEnd; i++) {
        if ((bytes[i] | 0x20) == 'c' && matches(i, "content-length:")) {
          return number(i + "content-length:".length());
        }
      }
      throw new IllegalStateException("an answer without a length");
    }

    private boolean matches(int at, String name) {
      for (int i = 0; i < name.length(); i++) {
        int given = bytes[at + i];
        int lower = given >= 'A' && given <= 'Z' ? given | 0x20 : given;
        if (lower != name.charAt(i)) {
          return false;
        }
      }
      return true;
    }

    private int number(int from) {
      int i = from;
      while (bytes[i] == ' ') {
        i++;
      }
      int number = 0;
      while (bytes[i] >= '0' && bytes[i] <= '9') {
        number = number * 10 + bytes[i++] - '0';
      }
      return number;
    }
  }
}
