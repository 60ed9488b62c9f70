package dev.assay.client;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/**
 * One connection to a server, HTTP/1.1 as RFC 9112 has it, for requests one after the other. The
 * platform's own client takes ten times as long to load, which a command line cannot afford. For
 * one thread at a time.
 */
final class HttpConnection implements AutoCloseable {
  private static final int CONNECT_MILLIS_MAX = 5_000;
  private static final int ANSWER_MILLIS_MAX = 120_000;
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int HEAD_BYTES_MAX = 64 * 1024;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;

  /** When its last answer was read to the end, in {@link System#nanoTime}. */
  long idleSinceNanos;

  private HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    this.in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER_BYTES);
  }

  static HttpConnection open(URI server) throws IOException {
    boolean secure = "https".equalsIgnoreCase(server.getScheme());
    int port = server.getPort() < 0 ? (secure ? 443 : 80) : server.getPort();
    String host = server.getHost().replaceAll("[\\[\\]]", "");
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS_MAX);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(ANSWER_MILLIS_MAX);
      return new HttpConnection(secure ? secured(socket, host, port) : socket);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Socket secured(Socket plain, String host, int port) throws IOException {
    SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
    SSLSocket socket = (SSLSocket) factory.createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** What an answer begins with; header names are in lower case. */
  record Head(int status, Map<String, String> headers) {
    boolean keepsOpen() {
      return !headers.getOrDefault("connection", "").toLowerCase(Locale.ROOT).contains("close");
    }
  }

  /** Nobody read the request: the server had closed the connection before. */
  static final class StaleException extends IOException {
    private static final long serialVersionUID = 1L;

    StaleException(Throwable cause) {
      super("the connection was closed", cause);
    }
  }

  /** Sends a request; {@code head} is its first line and headers, each with its line end. */
  Head exchange(String head, Content content, long sizeBytes) throws IOException {
    try {
      out.write(head.getBytes(StandardCharsets.ISO_8859_1));
      out.write("\r\n".getBytes(StandardCharsets.ISO_8859_1));
      content.writeTo(out, sizeBytes);
      out.flush();
    } catch (SocketException e) {
      return answer(e); // a server that refuses a body may answer and close before it read all
    }
    return answer(new EOFException());
  }

  /** The head of the answer; stale when nothing of one comes. */
  private Head answer(IOException otherwise) throws IOException {
    int first;
    try {
      first = in.read();
    } catch (SocketException e) {
      otherwise.addSuppressed(e);
      first = -1;
    }
    if (first < 0) {
      throw new StaleException(otherwise);
    }
    return head(first);
  }

  private Head head(int first) throws IOException {
    String statusLine = (char) first + line(HEAD_BYTES_MAX);
    Map<String, String> headers = headers();
    int status = status(statusLine);
    return status >= 200 ? new Head(status, headers) : head(in.read());
  }

  private static int status(String line) throws IOException {
    if (!line.matches("HTTP/1\\.[01] [1-5][0-9][0-9]( .*)?")) {
      throw new IOException("what answers does not speak HTTP/1.1");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new TreeMap<>();
    int rest = HEAD_BYTES_MAX;
    for (String line = line(rest); !line.isEmpty(); line = line(rest)) {
      rest -= line.length();
      int colon = line.indexOf(':');
      if (colon < 1) {
        throw new IOException("a header of the answer is malformed");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private String line(int bytesMax) throws IOException {
    return line(in, bytesMax);
  }

  /** A line without its end. */
  static String line(InputStream in, int bytesMax) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || line.length() >= bytesMax) {
        throw new EOFException("the answer broke off within its headers");
      }
      line.append((char) next);
    }
    if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') {
      line.setLength(line.length() - 1);
    }
    return line.toString();
  }

  InputStream in() {
    return in;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      idleSinceNanos = 0; // nothing else can be done about a socket that does not close
    }
  }
}
