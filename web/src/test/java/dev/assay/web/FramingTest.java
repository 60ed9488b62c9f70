package dev.assay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Requests that two parties could read differently, or that are too large before they are read. */
class FramingTest {
  private static final AtomicInteger REACHED = new AtomicInteger();

  @SuppressWarnings("NullAway.Init") // started before the tests
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            TestServer.get(
                "/api/smuggled", request -> Response.text(200, "hit " + REACHED.incrementAndGet())),
            TestServer.get("/api/ok", request -> Response.text(200, "ok")),
            TestServer.post("/api/ignore", 100_000_000, request -> Response.text(200, "ignored")),
            TestServer.post(
                "/api/echo",
                100_000_000,
                request -> Response.bytes(200, "text/plain", request.bytes())));
  }

  @AfterAll
  static void stop() {
    server.close();
    assertThat(REACHED).as("smuggled requests").hasValue(0);
  }

  @Test
  void refusesConflictingOrMalformedLengths() throws IOException {
    for (List<String> lines :
        List.of(
            List.of("Content-Length: 5", "Content-Length: 6"),
            List.of("Content-Length: 5", "Transfer-Encoding: chunked"),
            List.of("Transfer-Encoding: chunked", "Content-Length: 5"),
            List.of("Content-Length: 5, 6"),
            List.of("Content-Length: -1"),
            List.of("Content-Length: +5"),
            List.of("Content-Length: 0x5"),
            List.of("Content-Length: 5 5"),
            List.of("Content-Length: "),
            List.of("Content-Length: 99999999999999999999"),
            List.of("Transfer-Encoding: identity"),
            List.of("Transfer-Encoding: gzip, chunked"),
            List.of("Transfer-Encoding: chunked, chunked"),
            List.of("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
            List.of("Transfer-Encoding: xchunked"),
            List.of("Transfer-Encoding : chunked"),
            List.of("Transfer-Encoding:\u000bchunked"),
            List.of(" Content-Length: 5"))) {
      assertRefusedForGood(
          RawClient.request("POST /api/echo", lines.toArray(String[]::new)) + "hello" + smuggled());
    }
  }

  @Test
  void refusesMalformedChunks() throws IOException {
    for (String body :
        List.of(
            "+5\r\nhello\r\n0\r\n\r\n",
            "0x5\r\nhello\r\n0\r\n\r\n",
            "5;a=b\r\nhello\r\n0\r\n\r\n",
            "5 \r\nhello\r\n0\r\n\r\n",
            "5\nhello\r\n0\r\n\r\n",
            "5\r\nhelloXX0\r\n\r\n",
            "5\r\nhello\n0\r\n\r\n",
            "-5\r\nhello\r\n0\r\n\r\n",
            "\r\nhello\r\n0\r\n\r\n",
            "5\r\nhello\r\n0\r\nX: y\r\n\r\n",
            "ffffffff\r\nhello\r\n0\r\n\r\n",
            "100000000\r\nhello\r\n",
            "0000000000000005\r\nhello\r\n0\r\n\r\n",
            "zz\r\nhello\r\n0\r\n\r\n")) {
      for (String path : List.of("/api/echo", "/api/ignore")) {
        assertNothingSmuggled(
            RawClient.request("POST " + path, "Transfer-Encoding: chunked") + body + smuggled());
      }
    }
  }

  @Test
  void readsWellFormedChunksWhereverTheyAreCut() throws IOException {
    byte[] request =
        (RawClient.request("POST /api/echo", "Transfer-Encoding: chunked")
                + "5\r\nhello\r\n00a\r\n, wide wor\r\n3\r\nld!\r\n0\r\n\r\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    try (RawClient client = new RawClient(server.port())) {
      for (byte b : request) {
        client.send(new byte[] {b});
      }
      assertThat(client.receive().text()).isEqualTo("hello, wide world!");
      client.send(RawClient.request("GET /api/ok"));
      assertThat(client.receive().text()).isEqualTo("ok");
    }
  }

  @Test
  void anUnreadBodyNeverBecomesARequest() throws IOException {
    String body = smuggled() + "x".repeat(200_000);
    String head = RawClient.request("POST /api/ignore", "Content-Length: " + body.length());
    try (RawClient client = new RawClient(server.port())) {
      client.send(head + body);
      assertThat(client.receive().header("connection")).contains("close");
      assertThat(client.isClosed()).isTrue();
    }
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          RawClient.request("POST /api/nothing", "Expect: 100-continue", "Content-Length: 40")
              + smuggled());
      assertThat(client.receive().status()).isEqualTo(404);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void refusesBareLineFeedsFoldsAndControls() throws IOException {
    for (String request :
        List.of(
            "GET /api/ok HTTP/1.1\nHost: localhost\n\n",
            "GET /api/ok HTTP/1.1\r\nHost: localhost\nX: y\r\n\r\n",
            "GET /api/ok HTTP/1.1\r\nHost: localhost\rX: y\r\n\r\n",
            "GET /api/ok HTTP/1.1\r\nHost: localhost\r\nX: a\r\n b\r\n\r\n",
            "GET /api/ok HTTP/1.1\r\nHost: localhost\r\nX: a\u0000b\r\n\r\n",
            "GET /api/ok HTTP/1.1\r\nHost: localhost\r\nX y: z\r\n\r\n",
            "GET /api/ok HTTP/1.1\r\nHost: localhost\r\nno colon\r\n\r\n",
            "GET /api/ok HTTP/1.1\r\nHost: localhost\r\n: empty\r\n\r\n",
            "GET  /api/ok HTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /api/ok\tHTTP/1.1\r\nHost: localhost\r\n\r\n",
            "GET /api/ok HTTP/1.1 \r\nHost: localhost\r\n\r\n",
            "GET /api/ok HTTP/0.9\r\nHost: localhost\r\n\r\n",
            "GET /api/ok HTTP/1.0\r\nHost: localhost\r\n\r\n",
            "GET /api/ok HTTP/2.0\r\nHost: localhost\r\n\r\n",
            "GET /api/ok\r\nHost: localhost\r\n\r\n",
            "\u0016\u0003\u0001 not http\r\n\r\n",
            "\r\n\r\n")) {
      assertRefusedForGood(request + smuggled());
    }
  }

  @Test
  void refusesRequestLinesAndHeadersBeyondTheirLimits() throws IOException {
    String longestPath = "/api/ok?" + "a".repeat(Limits.REQUEST_LINE_BYTES_MAX - 40);
    assertThat(server.get(longestPath).status()).isEqualTo(200);
    assertThat(server.get("/api/ok?" + "a".repeat(Limits.REQUEST_LINE_BYTES_MAX)).status())
        .isEqualTo(414);
    assertThat(server.get("/api/ok", "X: " + "a".repeat(Limits.HEADERS_BYTES_MAX - 100)).status())
        .isEqualTo(200);
    RawClient.Answer large = server.get("/api/ok", "X: " + "a".repeat(Limits.HEADERS_BYTES_MAX));
    assertThat(large.status()).isEqualTo(431);
    String[] many = new String[5_000];
    java.util.Arrays.setAll(many, i -> "X" + i + ": y");
    assertThat(server.get("/api/ok", many).status()).isEqualTo(431);
  }

  @Test
  void refusesChunksThatAreTooLargeToHold() throws IOException {
    String size = Integer.toHexString(Limits.CHUNK_BYTES_MAX + 1);
    String request =
        RawClient.request("POST /api/echo", "Transfer-Encoding: chunked") + size + "\r\n";
    assertThat(RawClient.exchange(server.port(), request).status()).isEqualTo(413);
  }

  private static String smuggled() {
    return RawClient.request("GET /api/smuggled");
  }

  private static void assertRefusedForGood(String request) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(request);
      assertThat(client.receive().status()).as(request).isIn(400, 501, 505);
      assertThat(client.isClosed()).as(request).isTrue();
    }
  }

  private static void assertNothingSmuggled(String request) throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(request);
      assertThat(client.receive().status()).as(request).isIn(200, 400, 413);
      assertThat(client.isClosed()).as(request).isTrue();
    }
  }
}
