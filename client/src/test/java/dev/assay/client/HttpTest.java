package dev.assay.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.assay.client.AssayException.Kind;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What servers may answer, well or badly. */
final class HttpTest {
  private static final String FINE = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine";

  @Test
  void readsBodiesOfKnownLengthInChunksAndUpToTheEnd() throws Exception {
    String chunked =
        "HTTP/1.1 200\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nfi\r\n1\r\nn\r\n1\r\ne\r\n0\r\nX: y\r\n\r\n";
    String early = "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nA: b\r\n\r\n" + FINE;
    String open = "HTTP/1.0 200 OK\r\n\r\nfine";
    try (ScriptedServer server = new ScriptedServer(FINE, chunked, early, open);
        Http http = new Http(server.address())) {
      for (int i = 0; i < 4; i++) {
        assertThat(get(http)).isEqualTo("fine");
      }
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void takesANewConnectionWhenTheServerClosedTheOldOne() throws Exception {
    try (ScriptedServer server = new ScriptedServer(FINE);
        Http http = new Http(server.address())) {
      for (int i = 0; i < 5; i++) {
        assertThat(get(http)).isEqualTo("fine");
      }
      assertThat(server.connections).hasValue(5);
    }
  }

  @Test
  void saysWhenAnAnswerBreaksOff() throws Exception {
    for (String answer :
        new String[] {
          "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nfine",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nfine\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nfine",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nfine",
          "HTTP/1.1 200 OK\r\nContent-Le",
          "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
          "SSH-2.0-OpenSSH_9.6\r\n\r\n",
          "",
        }) {
      try (ScriptedServer server = new ScriptedServer(answer);
          Http http = new Http(server.address())) {
        AssayException failure = failure(() -> get(http));

        assertThat(failure.kind()).as(answer).isEqualTo(Kind.BROKEN);
        assertThat(failure.isPassing()).isTrue();
      }
    }
  }

  @Test
  void saysWhenNobodyAnswers() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    try (Http http = new Http(URI.create("http://127.0.0.1:" + port))) {
      AssayException failure = failure(() -> get(http));

      assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
      assertThat(failure.status()).isZero();
      assertThat(failure).hasMessageContaining("assay serve");
    }
    assertThat(failure(() -> new Http(URI.create("nonsense")).close()).kind())
        .isEqualTo(Kind.INVALID);
  }

  @Test
  void handsOnWhatTheServerRefuses() throws Exception {
    String error = "{\"error\":{\"kind\":\"conflict\",\"message\":\"no \\u00fc\"}}";
    String head = "HTTP/1.1 409 Conflict\r\nContent-Length: ";
    try (ScriptedServer server =
            new ScriptedServer(
                head + error.length() + "\r\n\r\n" + error,
                "HTTP/1.1 502 Bad\r\nContent-Length: 6\r\n\r\n<html>",
                "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n",
                FINE);
        Http http = new Http(server.address())) {
      AssayException refused = failure(() -> get(http));
      assertThat(refused.kind()).isEqualTo(Kind.CONFLICT);
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused).hasMessage("no ü");
      assertThat(failure(() -> get(http)).kind()).isEqualTo(Kind.BROKEN);
      assertThat(failure(() -> get(http)).kind()).isEqualTo(Kind.NOT_FOUND);
      assertThat(get(http)).isEqualTo("fine");
      assertThat(server.connections).hasValue(1);
    }
  }

  @Test
  void seesTheRefusalOfABodyTheServerDoesNotRead() throws Exception {
    String error = "{\"error\":{\"kind\":\"limit\",\"message\":\"too large\"}}";
    String refusal =
        "HTTP/1.1 413 X\r\nConnection: close\r\nContent-Length: " + error.length() + "\r\n\r\n";
    try (ScriptedServer server = new ScriptedServer(refusal + error);
        Http http = new Http(server.address())) {
      AssayException failure = failure(() -> http.json("POST", "/x", new byte[50_000]));

      assertThat(failure.kind()).isIn(Kind.LIMIT, Kind.BROKEN);
    }
  }

  @Test
  void aFileThatIsNotThereIsNoFailureOfTheServer(@TempDir Path folder) throws Exception {
    try (ScriptedServer server = new ScriptedServer(FINE);
        AssayClient client = new AssayClient(server.address())) {
      assertThat(
              catchThrowableOfType(
                  java.io.UncheckedIOException.class,
                  () -> client.blobs().put("a".repeat(64), folder.resolve("none"))))
          .isNotNull();
    }
  }

  private static String get(Http http) {
    return new String(http.get("/x").bytes(), StandardCharsets.UTF_8);
  }

  private static AssayException failure(ThrowingCallable call) {
    AssayException failure = catchThrowableOfType(AssayException.class, call);
    assertThat(failure).isNotNull();
    return failure;
  }
}
