package dev.assay.web;

import dev.assay.core.account.Permission;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A server on loopback with a few routes that show what reached them. */
final class TestServer implements AutoCloseable {
  static final ErrorShape SHAPE =
      problem ->
          switch (problem) {
            case Problem.Failed(var failure) ->
                Response.text(422, failure.kind() + ": " + failure.getMessage());
            case Problem.Refused(int status, String message) ->
                Response.text(status, "shaped: " + message);
          };
  static final ErrorShape FALLBACK =
      problem ->
          switch (problem) {
            case Problem.Failed failed -> Response.text(400, "fallback: " + failed.message());
            case Problem.Refused(int status, String message) ->
                Response.text(status, "fallback: " + message);
          };

  private final WebServer server;

  TestServer(Route... routes) {
    this(Set.of(), routes);
  }

  TestServer(Set<String> allowedHosts, Route... routes) {
    this(allowedHosts, Bounds.DEFAULT, routes);
  }

  TestServer(Set<String> allowedHosts, Bounds bounds, Route... routes) {
    WebConfig config = new WebConfig("127.0.0.1", 0, allowedHosts, Duration.ofSeconds(3));
    RouteGroup group = new RouteGroup(List.of("/api"), SHAPE, List.of(routes));
    server =
        WebServer.start(config, new RouteTable(List.of(group)), Access.LOCAL, FALLBACK, bounds);
  }

  static Route get(String template, Handler handler) {
    return Route.of(Method.GET, template, Permission.READ, BodyLimit.NONE, handler);
  }

  static Route post(String template, long bodyBytesMax, Handler handler) {
    return Route.of(
        Method.POST, template, Permission.WRITE, BodyLimit.ofBytes(bodyBytesMax), handler);
  }

  int port() {
    return server.port();
  }

  WebServer server() {
    return server;
  }

  RawClient.Answer get(String path, String... headerLines) throws IOException {
    return RawClient.exchange(port(), RawClient.request("GET " + path, headerLines));
  }

  RawClient.Answer post(String path, String body, String... headerLines) throws IOException {
    int length = body.getBytes(StandardCharsets.UTF_8).length;
    String request = RawClient.request("POST " + path, headerLines);
    String withLength =
        request.substring(0, request.length() - 2)
            + "Content-Length: "
            + length
            + "\r\n\r\n"
            + body;
    return RawClient.exchange(port(), withLength);
  }

  @Override
  public void close() {
    server.close();
  }
}
