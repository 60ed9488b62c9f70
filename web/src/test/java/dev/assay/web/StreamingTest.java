package dev.assay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Bodies larger than memory should ever hold, and what large answers weigh on the wire. */
class StreamingTest {
  private static final long BODY_BYTES = 200L * 1024 * 1024;

  /** Above what a connection buffers, far below a body. */
  private static final long HEAP_GROWTH_BYTES_MAX = 64L * 1024 * 1024;

  @Test
  void streamsLargeBodiesBothWaysInLittleMemory() throws IOException, InterruptedException {
    AtomicLong peak = new AtomicLong();
    Route up =
        Route.of(
            Method.PUT,
            "/api/up",
            dev.assay.core.account.Permission.WRITE,
            BodyLimit.ofMebibytes(1024),
            request -> Response.text(200, String.valueOf(drain(request.body(), peak))));
    Route down =
        TestServer.get(
            "/api/down",
            request ->
                Response.stream(
                    200,
                    "application/octet-stream",
                    BODY_BYTES,
                    out -> new Zeros(BODY_BYTES).transferTo(out)));
    try (TestServer server = new TestServer(up, down);
        HttpClient client = HttpClient.newHttpClient()) {
      long before = usedHeap();
      HttpRequest put =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/up"))
              .PUT(
                  HttpRequest.BodyPublishers.fromPublisher(
                      HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(BODY_BYTES)),
                      BODY_BYTES))
              .build();
      assertThat(client.send(put, HttpResponse.BodyHandlers.ofString()).body())
          .isEqualTo(String.valueOf(BODY_BYTES));
      HttpRequest chunked =
          HttpRequest.newBuilder(put.uri())
              .PUT(HttpRequest.BodyPublishers.ofInputStream(() -> new Zeros(BODY_BYTES)))
              .build();
      assertThat(client.send(chunked, HttpResponse.BodyHandlers.ofString()).body())
          .isEqualTo(String.valueOf(BODY_BYTES));
      HttpRequest get = HttpRequest.newBuilder(put.uri().resolve("/api/down")).build();
      try (InputStream body = client.send(get, HttpResponse.BodyHandlers.ofInputStream()).body()) {
        assertThat(drain(body, peak)).isEqualTo(BODY_BYTES);
      }
      assertThat(peak.get() - before).isLessThan(HEAP_GROWTH_BYTES_MAX);
    }
  }

  @Test
  void compressesLargeTextsForThoseWhoAsk() throws IOException {
    Response text = Response.text(200, "0123456789".repeat(10_000));

    Response packed = Compression.applied(text, List.of("deflate, gzip;q=0.5"));
    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(unzip(packed)).isEqualTo("0123456789".repeat(10_000));
    for (List<String> refusing :
        List.of(List.<String>of(), List.of("identity"), List.of("gzip;q=0"), List.of("gzipx"))) {
      assertThat(header(Compression.applied(text, refusing), "Content-Encoding"))
          .as(refusing.toString())
          .isEmpty();
    }
  }

  @Test
  void leavesSmallAndBinaryAnswersAsTheyAre() throws IOException {
    Response small = Response.text(200, "small");
    Response binary = Response.bytes(200, "image/png", new byte[100_000]);

    assertThat(Compression.applied(small, List.of("gzip"))).isSameAs(small);
    assertThat(Compression.applied(binary, List.of("gzip"))).isSameAs(binary);
  }

  private static String header(Response response, String name) {
    return response.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Response.Header::value)
        .findFirst()
        .orElse("");
  }

  private static String unzip(Response response) throws IOException {
    byte[] content =
        response.body() instanceof Response.Body.Bytes(byte[] bytes) ? bytes : new byte[0];
    try (InputStream in =
        new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(content))) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  private static long drain(InputStream in, AtomicLong peak) throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long total = 0;
    long nextLook = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      total += count;
      if (total >= nextLook) {
        peak.accumulateAndGet(usedHeap(), Math::max);
        nextLook += BODY_BYTES / 4;
      }
    }
    return total;
  }

  /** What is really held: garbage is collected first. */
  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  /** A stream of zeros of some length. */
  private static final class Zeros extends InputStream {
    private long rest;

    Zeros(long length) {
      rest = length;
    }

    @Override
    public int read() {
      return rest-- > 0 ? 0 : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      if (rest <= 0) {
        return -1;
      }
      int count = (int) Math.min(rest, length);
      java.util.Arrays.fill(bytes, offset, offset + count, (byte) 0);
      rest -= count;
      return count;
    }
  }
}
