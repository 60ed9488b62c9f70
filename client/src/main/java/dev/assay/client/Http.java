package dev.assay.client;

import dev.assay.client.AssayException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * Sends requests to one server and keeps its connections open for the next ones. What it refuses
 * becomes {@link AssayException}. Thread-safe.
 */
final class Http implements AutoCloseable {
  /** Well below the 75 seconds after which a server closes idle connections. */
  private static final long IDLE_NANOS_MAX = 30_000_000_000L;

  private static final int ERROR_BYTES_MAX = 1024 * 1024;
  private static final Map<String, String> NO_HEADERS = Map.of();

  private final URI server;
  private final String hostHeader;
  private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
  private volatile boolean closed;

  Http(URI server) {
    if (server.getHost() == null) {
      throw new AssayException(
          Kind.INVALID, 0, "'" + server + "' is not an address such as http://127.0.0.1:5000");
    }
    this.server = server;
    this.hostHeader = server.getHost() + (server.getPort() < 0 ? "" : ":" + server.getPort());
  }

  URI server() {
    return server;
  }

  /** An answer of status 2xx; the caller closes its body. */
  record Answer(int status, Map<String, String> headers, InputStream body)
      implements AutoCloseable {
    byte[] bytes() {
      try (body) {
        return body.readAllBytes();
      } catch (IOException e) {
        throw brokenOff(e);
      }
    }

    @Override
    public void close() {
      try {
        body.close();
      } catch (IOException e) {
        throw brokenOff(e);
      }
    }
  }

  Answer get(String path) {
    return send("GET", path, NO_HEADERS, Content.NONE);
  }

  Answer get(String path, Map<String, String> headers) {
    return send("GET", path, headers, Content.NONE);
  }

  /** Sends a JSON document; gives the document of the answer, which may be empty. */
  byte[] json(String method, String path, byte[] document) {
    return send(method, path, Map.of("Content-Type", "application/json"), Content.of(document))
        .bytes();
  }

  Answer send(String method, String path, Map<String, String> headers, Content content) {
    try {
      long sizeBytes = content.sizeBytes();
      String head = head(method, path, headers, sizeBytes);
      return answer(method, head, content, sizeBytes);
    } catch (FileSystemException e) {
      throw new UncheckedIOException(e);
    } catch (SocketTimeoutException e) {
      throw new AssayException(Kind.UNREACHABLE, server + " does not answer in time", e);
    } catch (IOException e) {
      throw new AssayException(
          Kind.BROKEN, "the connection to " + server + " broke: " + e.getMessage(), e);
    }
  }

  private String head(String method, String path, Map<String, String> headers, long sizeBytes) {
    StringBuilder head = new StringBuilder(256);
    String prefix = server.getRawPath() == null ? "" : server.getRawPath().replaceAll("/+$", "");
    head.append(method).append(' ').append(prefix).append(path).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(hostHeader).append("\r\n");
    head.append("User-Agent: assay\r\nAccept: */*\r\n");
    if (sizeBytes > 0 || !method.matches("GET|HEAD|DELETE")) {
      head.append("Content-Length: ").append(sizeBytes).append("\r\n");
    }
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    return head.toString();
  }

  private Answer answer(String method, String head, Content content, long sizeBytes)
      throws IOException {
    for (HttpConnection open = reusable(); open != null; open = reusable()) {
      try {
        return exchange(open, method, head, content, sizeBytes);
      } catch (HttpConnection.StaleException e) {
        open.close(); // the server closed it while it was idle: the next one, or a new one
      }
    }
    return exchange(connect(), method, head, content, sizeBytes);
  }

  private @Nullable HttpConnection reusable() {
    for (HttpConnection open = idle.pollFirst(); open != null; open = idle.pollFirst()) {
      if (System.nanoTime() - open.idleSinceNanos < IDLE_NANOS_MAX) {
        return open;
      }
      open.close();
    }
    return null;
  }

  private HttpConnection connect() {
    try {
      return HttpConnection.open(server);
    } catch (IOException e) {
      throw new AssayException(
          Kind.UNREACHABLE,
          "no Assay server answers at " + server + "; start one with 'assay serve'",
          e);
    }
  }

  private Answer exchange(
      HttpConnection connection, String method, String head, Content content, long sizeBytes)
      throws IOException {
    HttpConnection.Head answer;
    InputStream body;
    try {
      answer = connection.exchange(head, content, sizeBytes);
      boolean hasBody = !method.equals("HEAD") && answer.status() != 204;
      body = new AnswerBody(connection, answer, hasBody, this::giveBack);
    } catch (IOException | RuntimeException e) {
      connection.close();
      throw e;
    }
    if (answer.status() >= 300) {
      throw refused(answer.status(), body);
    }
    return new Answer(answer.status(), answer.headers(), body);
  }

  private void giveBack(HttpConnection connection) {
    connection.idleSinceNanos = System.nanoTime();
    idle.addFirst(connection);
    if (closed) {
      close();
    }
  }

  private static AssayException refused(int status, InputStream body) {
    byte[] document;
    try (body) {
      document = body.readNBytes(ERROR_BYTES_MAX);
    } catch (IOException e) {
      return brokenOff(e);
    }
    Kind otherwise = status == 404 ? Kind.NOT_FOUND : Kind.REFUSED;
    if (document.length == 0) {
      return new AssayException(otherwise, status, "the server answered " + status);
    }
    try {
      Message error = Message.read(document).message("error");
      return new AssayException(
          Kind.of(error.text("kind").orElse("")), status, error.required("message"));
    } catch (JacksonException | AssayException e) {
      return new AssayException(
          Kind.BROKEN, "the server answered " + status + " in a form this client does not know", e);
    }
  }

  static AssayException brokenOff(Exception e) {
    return new AssayException(
        Kind.BROKEN, "the answer of the server broke off: " + e.getMessage(), e);
  }

  /** A path with the parameters of a query. */
  static String path(String path, Map<String, String> query) {
    return query.isEmpty()
        ? path
        : path
            + new TreeMap<>(query)
                .entrySet().stream()
                    .map(entry -> segment(entry.getKey()) + "=" + segment(entry.getValue()))
                    .collect(Collectors.joining("&", "?", ""));
  }

  /** A text as a part of a path or query. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    closed = true;
    for (HttpConnection open = idle.pollFirst(); open != null; open = idle.pollFirst()) {
      open.close();
    }
  }
}
