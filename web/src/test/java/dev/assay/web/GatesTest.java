package dev.assay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class GatesTest {
  private static final AtomicInteger REACHED = new AtomicInteger();

  @SuppressWarnings("NullAway.Init") // started before the tests
  private static TestServer server;

  @BeforeAll
  static void start() {
    Handler handler =
        request -> {
          REACHED.incrementAndGet();
          return Response.text(200, "in");
        };
    server =
        new TestServer(
            Set.of("assay.example.org", "10.1.2.3"),
            TestServer.get("/api/x", handler),
            TestServer.post("/api/x", 100, handler));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void answersForLoopbackNamesAndConfiguredHosts() throws IOException {
    for (String host :
        List.of(
            "localhost",
            "LocalHost:80",
            "localhost:" + server.port(),
            "127.0.0.1",
            "127.0.0.1:5000",
            "127.8.9.10",
            "[::1]",
            "[::1]:5000",
            "assay.example.org",
            "Assay.Example.Org:443",
            "10.1.2.3:5000")) {
      assertThat(get("/api/x", "Host: " + host).status()).as(host).isEqualTo(200);
    }
  }

  @Test
  void refusesEveryOtherHostAlsoOnReads() throws IOException {
    int before = REACHED.get();
    for (String host :
        List.of(
            "localhost.evil.com",
            "evil.com",
            "evil.com:80",
            "localhost@evil.com",
            "evil-localhost",
            "127.0.0.1.evil.com",
            "127.1",
            "127.0.0.256.nip.io",
            "0177.0.0.1",
            "0.0.0.0",
            "[::]",
            "[::ffff:127.0.0.1]",
            "assay.example.org.evil.com",
            "xassay.example.org",
            "localhost.",
            "2130706433",
            "10.1.2.4")) {
      RawClient.Answer answer = get("/api/x", "Host: " + host);
      assertThat(answer.status()).as(host).isIn(400, 403);
      assertThat(answer.text()).as(host).startsWith("shaped: ");
    }
    assertThat(REACHED).hasValue(before);
  }

  @Test
  void refusesHostsThatAreMissingDoubledOrMalformed() throws IOException {
    int before = REACHED.get();
    for (List<String> lines :
        List.of(
            List.of(""),
            List.of("Host:"),
            List.of("Host: localhost", "Host: localhost"),
            List.of("Host: localhost", "Host: evil.com"),
            List.of("Host: evil.com", "host: localhost"),
            List.of("Host: localhost, evil.com"),
            List.of("Host: localhost evil.com"),
            List.of("Host: localhost:80:90"),
            List.of("Host: localhost:"),
            List.of("Host: localhost:abc"),
            List.of("Host: localhost/evil.com"),
            List.of("Host: localhost#evil.com"),
            List.of("Host : localhost"))) {
      assertThat(get("/api/x", lines.toArray(String[]::new)).status())
          .as(lines.toString())
          .isIn(400, 403);
    }
    assertThat(REACHED).hasValue(before);
  }

  @Test
  void absoluteTargetsMustNameTheSameHost() throws IOException {
    assertThat(get("http://localhost/api/x", "Host: localhost").status()).isEqualTo(200);
    for (String target :
        List.of(
            "http://evil.com/api/x",
            "http://localhost.evil.com/api/x",
            "http://localhost@evil.com/api/x",
            "http://evil.com@localhost/api/x",
            "http:///api/x",
            "http://127.0.0.1/api/x")) {
      assertThat(get(target, "Host: localhost").status()).as(target).isEqualTo(403);
    }
    assertThat(get("http://evil.com/api/x", "Host: evil.com").status()).isEqualTo(403);
    assertThat(get("ftp://localhost/api/x", "Host: localhost").status()).isEqualTo(400);
    assertThat(get("localhost/api/x", "Host: localhost").status()).isEqualTo(400);
    assertThat(get("*", "Host: localhost").status()).isEqualTo(400);
  }

  @Test
  void changesFromForeignPagesAreRefused() throws IOException {
    int before = REACHED.get();
    for (String origin :
        List.of(
            "https://evil.com",
            "null",
            "http://localhost.evil.com",
            "http://localhost:1",
            "http://127.0.0.1",
            "file://",
            "http://",
            "localhost",
            "chrome-extension://abc",
            "http://localhost/",
            "")) {
      RawClient.Answer answer = server.post("/api/x", "{}", "Origin: " + origin);
      assertThat(answer.status()).as(origin).isEqualTo(403);
      assertThat(answer.header("access-control-allow-origin")).isEmpty();
    }
    assertThat(
            server
                .post("/api/x", "{}", "Origin: http://localhost", "Origin: https://evil.com")
                .status())
        .isEqualTo(403);
    assertThat(server.post("/api/x", "{}", "Origin: http://localhost, https://evil.com").status())
        .isEqualTo(403);
    assertThat(REACHED).hasValue(before);
  }

  @Test
  void changesFromOwnPagesAndProgramsPass() throws IOException {
    assertThat(server.post("/api/x", "{}").status()).isEqualTo(200);
    assertThat(server.post("/api/x", "{}", "Origin: http://localhost").status()).isEqualTo(200);
    assertThat(server.post("/api/x", "{}", "Origin: http://localhost:80").status()).isEqualTo(200);
    assertThat(server.post("/api/x", "{}", "Origin: https://LOCALHOST").status()).isEqualTo(200);
    assertThat(server.get("/api/x", "Origin: https://evil.com").status()).isEqualTo(200);
  }

  @Test
  void methodOverridesAndOtherSpellingsDoNotPassTheOriginGate() throws IOException {
    int before = REACHED.get();
    assertThat(server.get("/api/x", "X-HTTP-Method-Override: POST").status()).isEqualTo(200);
    assertThat(REACHED).hasValue(before + 1);
    String request =
        RawClient.request("post /api/x", "Origin: https://evil.com", "Content-Length: 0");
    assertThat(RawClient.exchange(server.port(), request).status()).isEqualTo(403);
    String preflight =
        RawClient.request(
            "OPTIONS /api/x", "Origin: https://evil.com", "Access-Control-Request-Method: POST");
    assertThat(RawClient.exchange(server.port(), preflight).header("access-control-allow-origin"))
        .isEmpty();
    assertThat(REACHED).hasValue(before + 1);
  }

  private static RawClient.Answer get(String target, String... headerLines) throws IOException {
    StringBuilder text = new StringBuilder("GET " + target + " HTTP/1.1\r\n");
    for (String line : headerLines) {
      text.append(line).append(line.isEmpty() ? "" : "\r\n");
    }
    return RawClient.exchange(server.port(), text + "\r\n");
  }
}
