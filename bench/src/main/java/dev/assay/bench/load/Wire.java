package dev.assay.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * One kept-alive HTTP/1.1 connection that does little more than move bytes: an answer's body lands
 * in a buffer that the next answer overwrites. For one thread.
 */
public final class Wire implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MILLIS = 2_000;
  private static final int ANSWER_TIMEOUT_MILLIS = 120_000;
  private static final int FIRST_BUFFER_SIZE_BYTES = 1 << 16;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private byte[] buffer = new byte[FIRST_BUFFER_SIZE_BYTES];
  private int filled;

  private Wire(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.out = socket.getOutputStream();
  }

  /** Connects to a server of this machine. */
  public static Wire connect(int port) throws IOException {
    var socket = new Socket();
    socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
    socket.setSoTimeout(ANSWER_TIMEOUT_MILLIS);
    socket.connect(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_TIMEOUT_MILLIS);
    return new Wire(socket);
  }

  /**
   * Sends a request and reads its answer whole.
   *
   * @return the answer, valid until the next call
   */
  public Answer send(byte[] request) {
    try {
      long start = System.nanoTime();
      out.write(request);
      out.flush();
      filled = 0;
      Head head = readHead();
      int length = head.chunked ? readChunks(head.end) : readLength(head.end, head.length);
      return new Answer(head.status, buffer, head.end, length, System.nanoTime() - start);
    } catch (IOException e) {
      throw new UncheckedIOException("the server broke off an answer", e);
    }
  }

  /** Sends a request that must be answered with 200. */
  public Answer ok(byte[] request) {
    Answer answer = send(request);
    if (answer.status() != 200) {
      String start = new String(request, 0, Math.min(request.length, 200), StandardCharsets.UTF_8);
      throw new IllegalStateException(
          "answered " + answer.status() + ": " + answer.text() + "\nto " + start);
    }
    return answer;
  }

  private record Head(int status, int end, int length, boolean chunked) {}

  private Head readHead() throws IOException {
    int end = -1;
    int scanned = 0;
    while (end < 0) {
      more();
      end = endOfHead(scanned);
      scanned = Math.max(0, filled - 3);
    }
    String text = new String(buffer, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    int status = Integer.parseInt(text.substring(9, 12));
    boolean chunked = text.contains("\r\ntransfer-encoding: chunked");
    return new Head(status, end, chunked ? -1 : contentLength(text), chunked);
  }

  private static int contentLength(String head) {
    String name = "\r\ncontent-length:";
    int at = head.indexOf(name);
    if (at < 0) {
      throw new IllegalStateException("an answer without a length: " + head);
    }
    int start = at + name.length();
    return Integer.parseInt(head.substring(start, head.indexOf("\r\n", start)).strip());
  }

  private int endOfHead(int from) {
    for (int i = from; i + 3 < filled; i++) {
      if (buffer[i] == '\r'
          && buffer[i + 1] == '\n'
          && buffer[i + 2] == '\r'
          && buffer[i + 3] == '\n') {
        return i + 4;
      }
    }
    return -1;
  }

  private int readLength(int start, int length) throws IOException {
    if (start + length > buffer.length) {
      buffer = Arrays.copyOf(buffer, start + length);
    }
    while (filled < start + length) {
      more();
    }
    return length;
  }

  /** Reads chunks and moves their contents together, from {@code start} on. */
  private int readChunks(int start) throws IOException {
    int read = start;
    int written = start;
    while (true) {
      int lineEnd = lineEnd(read);
      String line = new String(buffer, read, lineEnd - read, StandardCharsets.ISO_8859_1).strip();
      int size = Integer.parseInt(line, 16);
      read = lineEnd + 2;
      while (filled < read + size + 2) {
        more();
      }
      System.arraycopy(buffer, read, buffer, written, size);
      read += size + 2;
      written += size;
      if (size == 0) {
        return written - start;
      }
    }
  }

  private int lineEnd(int from) throws IOException {
    int i = from;
    while (true) {
      if (i + 1 >= filled) {
        more();
      } else if (buffer[i] == '\r' && buffer[i + 1] == '\n') {
        return i;
      } else {
        i++;
      }
    }
  }

  private void more() throws IOException {
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int count = in.read(buffer, filled, buffer.length - filled);
    if (count < 0) {
      throw new EOFException("the server closed the connection");
    }
    filled += count;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
