package dev.assay.web;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A client that sends exactly the bytes it is told to. */
final class RawClient implements Closeable {
  private static final int READ_TIMEOUT_MILLIS = 20_000;

  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(READ_TIMEOUT_MILLIS);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  /** Sends one request on a connection of its own. Line ends are written as they go on the wire. */
  static Answer exchange(int port, String request) throws IOException {
    try (RawClient client = new RawClient(port)) {
      client.send(request);
      return client.receive();
    }
  }

  /** A request with these header lines beside Host. */
  static String request(String requestLine, String... headerLines) {
    StringBuilder text = new StringBuilder(requestLine).append(" HTTP/1.1\r\nHost: localhost\r\n");
    for (String line : headerLines) {
      text.append(line).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.UTF_8));
  }

  void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  Answer receive() throws IOException {
    return receive(false);
  }

  /** Reads one whole answer; {@code isHead} says that no body follows. */
  Answer receive(boolean isHead) throws IOException {
    String statusLine = line();
    List<String> headers = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      headers.add(line);
    }
    Answer head = new Answer(Integer.parseInt(statusLine.split(" ", 3)[1]), headers, new byte[0]);
    return isHead ? head : new Answer(head.status(), headers, body(head));
  }

  /** Whether the server closed the connection; waits for it. */
  boolean isClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (java.net.SocketException reset) {
      return true;
    }
  }

  private byte[] body(Answer head) throws IOException {
    if (head.header("transfer-encoding").filter("chunked"::equals).isPresent()) {
      return chunks();
    }
    int length = Integer.parseInt(head.header("content-length").orElse("0"));
    byte[] body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("only " + body.length + " of " + length + " bytes came");
    }
    return body;
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      byte[] chunk = in.readNBytes(size);
      if (chunk.length < size || !line().isEmpty()) {
        throw new IOException("a chunk is cut");
      }
      if (size == 0) {
        return whole.toByteArray();
      }
      whole.write(chunk);
    }
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection after '" + text + "'");
      }
      text.append((char) c);
    }
    return text.substring(0, text.length() - 1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  /** What came back. */
  @SuppressWarnings("ArrayRecordComponent") // a test's own value, never compared
  record Answer(int status, List<String> headerLines, byte[] body) {
    Optional<String> header(String lowerCaseName) {
      return headerLines.stream()
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(lowerCaseName + ":"))
          .map(line -> line.substring(lowerCaseName.length() + 1).strip())
          .findFirst();
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }
}
