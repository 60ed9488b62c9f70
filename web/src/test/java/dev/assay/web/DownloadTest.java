package dev.assay.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class DownloadTest {
  private static final byte[] CONTENT = "0123456789".getBytes(StandardCharsets.US_ASCII);

  @SuppressWarnings("NullAway.Init") // started before the tests
  private static TestServer server;

  @BeforeAll
  static void start() {
    server =
        new TestServer(
            TestServer.get(
                "/api/file/{name...}",
                request -> download(request.variable("name")).respond(request)),
            TestServer.get(
                "/api/empty",
                request ->
                    new Download(
                            "e",
                            0,
                            "d",
                            Instant.EPOCH,
                            (offset, size) -> new ByteArrayInputStream(new byte[0]))
                        .respond(request)),
            TestServer.get(
                "/api/gone",
                request ->
                    new Download(
                            "g",
                            5,
                            "d",
                            Instant.EPOCH,
                            (offset, size) -> {
                              throw Failure.corrupt("blob abc is damaged");
                            })
                        .respond(request)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void servesTheWholeFileInert() throws IOException {
    RawClient.Answer answer = server.get("/api/file/model.bin");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(CONTENT);
    assertThat(answer.header("content-length")).contains("10");
    assertThat(answer.header("content-type")).contains("application/octet-stream");
    assertThat(answer.header("content-disposition")).contains("attachment; filename=model.bin");
    assertThat(answer.header("x-content-type-options")).contains("nosniff");
    assertThat(answer.header("content-security-policy")).contains("sandbox");
    assertThat(answer.header("accept-ranges")).contains("bytes");
    assertThat(answer.header("etag")).contains("\"abc\"");
    assertThat(answer.header("last-modified")).contains("Wed, 04 Mar 2026 05:06:07 GMT");
  }

  @Test
  void headTellsTheSizeAndOpensNothing() throws IOException {
    try (RawClient client = new RawClient(server.port())) {
      client.send(RawClient.request("HEAD /api/gone"));
      RawClient.Answer head = client.receive(true);
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("content-length")).contains("5");
    }
  }

  @Test
  void servesOneRange() throws IOException {
    assertRange("bytes=2-4", "234", "bytes 2-4/10");
    assertRange("bytes=5-", "56789", "bytes 5-9/10");
    assertRange("bytes=-3", "789", "bytes 7-9/10");
    assertRange("bytes=0-0", "0", "bytes 0-0/10");
    assertRange("bytes=9-100", "9", "bytes 9-9/10");
    assertRange("bytes=-100", "0123456789", "bytes 0-9/10");
    assertRange("Bytes= 1-2 ", "12", "bytes 1-2/10");
    assertRange("bytes=20-30,1-2", "12", "bytes 1-2/10");
  }

  @Test
  void servesSeveralRangesAsParts() throws IOException {
    RawClient.Answer answer = server.get("/api/file/a.bin", "Range: bytes=0-1, 4-5,-1");

    assertThat(answer.status()).isEqualTo(206);
    String type = answer.header("content-type").orElseThrow();
    assertThat(type).startsWith("multipart/byteranges; boundary=");
    String boundary = type.substring(type.indexOf('=') + 1);
    String part =
        "\r\n--" + boundary + "\r\nContent-Type: application/octet-stream\r\nContent-Range: bytes ";
    assertThat(answer.text())
        .isEqualTo(
            part
                + "0-1/10\r\n\r\n01"
                + part
                + "4-5/10\r\n\r\n45"
                + part
                + "9-9/10\r\n\r\n9\r\n--"
                + boundary
                + "--\r\n");
  }

  @Test
  void rangesOutsideTheFileAre416WithItsSize() throws IOException {
    for (String range :
        List.of("bytes=10-", "bytes=10-20", "bytes=-0", "bytes=999999999999999999-")) {
      RawClient.Answer answer = server.get("/api/file/a", "Range: " + range);
      assertThat(answer.status()).as(range).isEqualTo(416);
      assertThat(answer.header("content-range")).contains("bytes */10");
      assertThat(answer.text()).startsWith("shaped: ");
    }
    assertThat(server.get("/api/empty", "Range: bytes=0-").status()).isEqualTo(416);
    assertThat(server.get("/api/empty").status()).isEqualTo(200);
  }

  @Test
  void malformedRangesAre400() throws IOException {
    for (String range :
        List.of(
            "bytes",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=4-2",
            "bytes=1-2-3",
            "bytes=1",
            "bytes=1-2,",
            "bytes=9999999999999999999-",
            "2-4",
            "bytes=" + "0-1,".repeat(40) + "0-1")) {
      assertThat(server.get("/api/file/a", "Range: " + range).status()).as(range).isEqualTo(400);
    }
  }

  @Test
  void otherUnitsAndOutdatedPartsGetTheWholeFile() throws IOException {
    assertThat(server.get("/api/file/a", "Range: lines=1-2").status()).isEqualTo(200);
    assertThat(server.get("/api/file/a", "Range: bytes=1-2", "If-Range: \"old\"").status())
        .isEqualTo(200);
    assertThat(server.get("/api/file/a", "Range: bytes=1-2", "If-Range: \"abc\"").status())
        .isEqualTo(206);
  }

  @Test
  void damagedFilesAreAFailureNotAnAnswer() throws IOException {
    RawClient.Answer answer = server.get("/api/gone");

    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.text()).isEqualTo("CORRUPT: blob abc is damaged");
  }

  @Test
  void namesThatAreNotPlainAreQuotedOrEncoded() {
    assertThat(Download.disposition("a-b_c.txt")).isEqualTo("attachment; filename=a-b_c.txt");
    assertThat(Download.disposition("a b.txt")).isEqualTo("attachment; filename=\"a b.txt\"");
    assertThat(Download.disposition("a\"b\\c")).isEqualTo("attachment; filename=\"a\\\"b\\\\c\"");
    assertThat(Download.disposition("x;y=z")).isEqualTo("attachment; filename=\"x;y=z\"");
    assertThat(Download.disposition("mö😀.txt"))
        .isEqualTo("attachment; filename=m__.txt; filename*=UTF-8''m%C3%B6%F0%9F%98%80.txt");
    assertThat(Download.disposition("a\r\nSet-Cookie: x"))
        .isEqualTo(
            "attachment; filename=\"a__Set-Cookie: x\"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x");
  }

  @Test
  void typesFollowTheExtensionAndTextIsPlain() {
    for (String name :
        List.of(
            "a.txt", "b.LOG", "c.json", "d.yaml", "e.csv", "f.md", "g.py", "h.js", "i.xml",
            "MLmodel", "k.ini")) {
      assertThat(ContentTypes.of(name)).as(name).isEqualTo("text/plain; charset=utf-8");
    }
    assertThat(ContentTypes.of("plot.png")).isEqualTo("image/png");
    assertThat(ContentTypes.of("page.html")).isEqualTo("text/html; charset=utf-8");
    assertThat(ContentTypes.of("model.pkl")).isEqualTo("application/octet-stream");
    assertThat(ContentTypes.of("noextension")).isEqualTo("application/octet-stream");
    assertThat(ContentTypes.of("dot.")).isEqualTo("application/octet-stream");
  }

  private static void assertRange(String range, String body, String contentRange)
      throws IOException {
    RawClient.Answer answer = server.get("/api/file/a.bin", "Range: " + range);
    assertThat(answer.status()).as(range).isEqualTo(206);
    assertThat(answer.text()).as(range).isEqualTo(body);
    assertThat(answer.header("content-range")).as(range).contains(contentRange);
    assertThat(answer.header("content-length")).as(range).contains(String.valueOf(body.length()));
  }

  private static Download download(String name) {
    return new Download(
        name,
        CONTENT.length,
        "abc",
        Instant.parse("2026-03-04T05:06:07Z"),
        (offset, size) -> new ByteArrayInputStream(CONTENT, (int) offset, (int) size));
  }
}
