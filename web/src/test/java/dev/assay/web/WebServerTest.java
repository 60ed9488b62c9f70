package dev.assay.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WebServerTest {
  private static final String SECRET = "/srv/secret/place";

  @SuppressWarnings("NullAway.Init") // started before the tests
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            TestServer.get(
                "/api/hello", request -> Response.text(200, "hello " + request.actor().name())),
            TestServer.get(
                "/api/runs/{run}", request -> Response.text(200, request.variable("run"))),
            TestServer.get(
                "/api/files/{path...}", request -> Response.text(200, request.variable("path"))),
            TestServer.get(
                "/api/query",
                request -> Response.text(200, String.join("|", request.query().all("a")))),
            TestServer.get("/api/large", request -> Response.text(200, "x".repeat(1_000_000))),
            TestServer.get(
                "/api/chunks",
                request ->
                    Response.stream(
                        200,
                        "text/plain",
                        out -> {
                          for (int i = 0; i < 1000; i++) {
                            out.write((i + ",").getBytes(StandardCharsets.UTF_8));
                          }
                        })),
            TestServer.get(
                "/api/failure",
                request -> {
                  throw Failure.notFound("run 7 does not exist");
                }),
            TestServer.get(
                "/api/crash",
                request -> {
                  throw new IllegalStateException(SECRET);
                }),
            TestServer.get(
                "/api/io",
                request -> {
                  throw new IOException(SECRET);
                }),
            TestServer.get(
                "/api/memory",
                request -> {
                  throw new OutOfMemoryError(SECRET);
                }),
            TestServer.get(
                "/api/broken-early",
                request ->
                    Response.stream(
                        200,
                        "text/plain",
                        out -> {
                          throw new IOException(SECRET);
                        })),
            TestServer.get(
                "/api/broken-late",
                request ->
                    Response.stream(
                        200,
                        "text/plain",
                        1_000_000,
                        out -> {
                          out.write(new byte[500_000]);
                          throw Failure.corrupt("blob broken");
                        })),
            TestServer.get(
                "/api/broken-chunks",
                request ->
                    Response.stream(
                        200,
                        "text/plain",
                        out -> {
                          out.write(new byte[500_000]);
                          throw new UncheckedIOException(new IOException(SECRET));
                        })),
            TestServer.get(
                "/api/too-short",
                request -> Response.stream(200, "text/plain", 10, out -> out.write(new byte[9]))),
            TestServer.post(
                "/api/echo",
                100_000,
                request -> Response.bytes(200, "text/plain", request.bytes())),
            TestServer.post("/api/ignore", 100_000, request -> Response.empty(200)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersWithTheCommonHeaders() throws IOException {
    RawClient.Answer answer = server.get("/api/hello");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text()).isEqualTo("hello local");
    assertThat(answer.header("x-content-type-options")).contains("nosniff");
    assertThat(answer.header("x-frame-options")).contains("SAMEORIGIN");
    assertThat(answer.header("access-control-allow-origin")).isEmpty();
    assertThat(answer.header("server")).isEmpty();
  }

  @Test
  void decodesEachSegmentExactlyOnce() throws IOException {
    assertThat(server.get("/api/runs/a%20b%2Bc+d").text()).isEqualTo("a b+c+d");
    assertThat(server.get("/api/runs/%252F").text()).isEqualTo("%2F");
    assertThat(server.get("/api/runs/a%2Fb").text()).isEqualTo("a/b");
    assertThat(server.get("/api/runs/%C3%A9%F0%9F%98%80").text()).isEqualTo("é😀");
    assertThat(server.get("/api/runs/a;x=1").text()).isEqualTo("a;x=1");
    assertThat(server.get("/api/runs/..").text()).isEqualTo("..");
    assertThat(server.get("/api/runs/%2e%2e").text()).isEqualTo("..");
  }

  @Test
  void handsTailsOverAsTheyAre() throws IOException {
    assertThat(server.get("/api/files/a/b%2Fc//d/").text()).isEqualTo("a/b/c//d/");
    assertThat(server.get("/api/files/../../etc/passwd").text()).isEqualTo("../../etc/passwd");
    assertThat(server.get("/api/files/%5c%00").text()).isEqualTo("\\\u0000");
    assertThat(server.get("/api/files/").text()).isEmpty();
    assertThat(server.get("/api/files/[x]|y").text()).isEqualTo("[x]|y");
  }

  @Test
  void refusesAddressesThatDoNotDecode() throws IOException {
    for (String path :
        List.of(
            "/api/runs/%",
            "/api/runs/%4",
            "/api/runs/%zz",
            "/api/runs/%ff",
            "/api/runs/%c0%af",
            "/api/runs/%ed%a0%80",
            "/api/query?a=%",
            "/api/runs/a#b",
            "/api/runs/é")) {
      assertThat(server.get(path).status()).as(path).isEqualTo(400);
    }
  }

  @Test
  void dotSegmentsAndEmptySegmentsReachNoOtherRoute() throws IOException {
    for (String path :
        List.of(
            "/api/x/../hello",
            "/api//hello",
            "/api/hello/",
            "//api/hello",
            "/api/./hello",
            "/API/hello",
            "/api/hello;x",
            "/api/hello.json")) {
      assertThat(server.get(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void decodesTheQueryWithRepeatedNames() throws IOException {
    assertThat(server.get("/api/query?a=1&b=2&a=x%20y+z&a&&a=%2B=").text())
        .isEqualTo("1|x y z||+=");
    assertThat(server.get("/api/query").text()).isEmpty();
  }

  @Test
  void headIsGetWithoutBody() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.request("HEAD /api/hello"));
      RawClient.Answer head = client.receive(true);
      client.send(RawClient.request("GET /api/hello"));

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-length")).contains("11");
      assertThat(client.receive().text()).isEqualTo("hello local");
    }
  }

  @Test
  void unknownPathsAndMethodsTakeTheShapeOfTheirGroup() throws IOException {
    assertThat(server.get("/api/nothing").status()).isEqualTo(404);
    assertThat(server.get("/api/nothing").text()).startsWith("shaped: ");
    assertThat(server.get("/elsewhere").text()).startsWith("fallback: ");
    RawClient.Answer wrongMethod = server.post("/api/hello", "");
    assertThat(wrongMethod.status()).isEqualTo(405);
    assertThat(wrongMethod.text()).startsWith("shaped: ");
    assertThat(wrongMethod.header("allow")).contains("GET");
    RawClient.Answer options =
        RawClient.exchange(server.port(), RawClient.request("OPTIONS /api/hello"));
    assertThat(options.status()).isEqualTo(405);
  }

  @Test
  void failuresTakeTheShapeOfTheirGroup() throws IOException {
    RawClient.Answer answer = server.get("/api/failure");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).isEqualTo("NOT_FOUND: run 7 does not exist");
  }

  @Test
  void unexpectedErrorsTellNothingButAnId() throws IOException {
    for (String path : List.of("/api/crash", "/api/io", "/api/broken-early")) {
      RawClient.Answer answer = server.get(path);
      assertThat(answer.status()).as(path).isEqualTo(500);
      assertThat(answer.text())
          .matches(
              "shaped: the server failed in an unexpected way; its log tells more under error [0-9a-f]{8}");
    }
    RawClient.Answer full = server.get("/api/memory");
    assertThat(full.status()).isEqualTo(503);
    assertThat(full.header("retry-after")).contains("1");
    assertThat(full.text()).doesNotContain(SECRET);
  }

  @Test
  void answersThatBreakOffAreCutAndNeverLookWhole() throws IOException {
    for (String path : List.of("/api/broken-late", "/api/broken-chunks", "/api/too-short")) {
      try (RawClient client = new RawClient(server.port())) {
        client.send(RawClient.request("GET " + path));
        org.assertj.core.api.Assertions.assertThatThrownBy(client::receive)
            .as(path)
            .isInstanceOf(IOException.class);
      }
    }
  }

  @Test
  void sendsLargeAndStreamedAnswersWhole() throws IOException {
    assertThat(server.get("/api/large").body()).hasSize(1_000_000);
    assertThat(server.get("/api/chunks").text()).startsWith("0,1,2,").endsWith(",998,999,");
  }

  @Test
  void readsBodiesUpToTheLimitAndNotBeyond() throws IOException {
    assertThat(server.post("/api/echo", "x".repeat(100_000)).body()).hasSize(100_000);
    RawClient.Answer answer = server.post("/api/echo", "x".repeat(100_001));
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text()).startsWith("shaped: ");
  }

  @Test
  void countsChunkedBodiesTowardsTheLimit() throws IOException {
    String chunk = "8000\r\n" + "x".repeat(0x8000) + "\r\n";
    String head = RawClient.request("POST /api/echo", "Transfer-Encoding: chunked");

    assertThat(RawClient.exchange(server.port(), head + chunk.repeat(3) + "0\r\n\r\n").body())
        .hasSize(3 * 0x8000);
    assertThat(RawClient.exchange(server.port(), head + chunk.repeat(4) + "0\r\n\r\n").status())
        .isEqualTo(413);
    assertThat(RawClient.exchange(server.port(), head + "0\r\n\r\n").body()).isEmpty();
  }

  @Test
  void keepsTheConnectionWhenAHandlerLeavesAShortBodyUnread() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      for (int i = 0; i < 3; i++) {
        client.send(RawClient.request("POST /api/ignore", "Content-Length: 5") + "hello");
        assertThat(client.receive().status()).isEqualTo(200);
      }
    }
  }

  @Test
  void servesPipelinedRequestsInOrder() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          RawClient.request("POST /api/echo", "Content-Length: 3")
              + "one"
              + RawClient.request("GET /api/runs/two")
              + RawClient.request("GET /api/runs/three"));
      assertThat(client.receive().text()).isEqualTo("one");
      assertThat(client.receive().text()).isEqualTo("two");
      assertThat(client.receive().text()).isEqualTo("three");
    }
  }

  @Test
  void tellsAWaitingClientToContinueOnlyWhenTheBodyIsWanted() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.request("POST /api/echo", "Content-Length: 3", "Expect: 100-continue"));
      assertThat(client.receive().status()).isEqualTo(100);
      client.send("abc");
      assertThat(client.receive().text()).isEqualTo("abc");
    }
    try (RawClient client = new RawClient(server.port())) {
      client.send(
          RawClient.request("POST /api/echo", "Content-Length: 3000000", "Expect: 100-continue"));
      assertThat(client.receive().status()).isEqualTo(413);
      assertThat(client.isClosed()).isTrue();
    }
  }
}
