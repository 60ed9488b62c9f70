package dev.assay.web;

import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses large texts for clients that ask for it and are not on this machine: over loopback,
 * compressing takes longer than sending.
 */
final class Compression {
  static final int BYTES_MIN = 16 * 1024;

  private Compression() {}

  static Response applied(Response response, ServerRequest request) throws IOException {
    if (isLoopback(request.remotePeer().address())) {
      return response;
    }
    return applied(response, request.headers().values(HeaderNames.ACCEPT_ENCODING));
  }

  static Response applied(Response response, List<String> acceptEncodings) throws IOException {
    if (!(response.body() instanceof Response.Body.Bytes(byte[] content))
        || !isWorthwhile(response, content)) {
      return response;
    }
    Response varying = response.with("Vary", "Accept-Encoding");
    if (acceptEncodings.stream().noneMatch(Compression::takesGzip)) {
      return varying;
    }
    return new Response(
            response.status(), varying.headers(), new Response.Body.Bytes(gzip(content)))
        .with("Content-Encoding", "gzip");
  }

  private static boolean isWorthwhile(Response response, byte[] content) {
    return content.length >= BYTES_MIN
        && response.headers().stream()
            .noneMatch(header -> header.name().equalsIgnoreCase("Content-Encoding"))
        && response.headers().stream().anyMatch(Compression::isText);
  }

  private static boolean isText(Response.Header header) {
    return header.name().equalsIgnoreCase("Content-Type")
        && (header.value().startsWith("text/") || header.value().startsWith("application/json"));
  }

  private static boolean takesGzip(String acceptEncoding) {
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
      String[] parts = coding.strip().split(";", -1);
      boolean isRefused = parts.length > 1 && parts[1].strip().matches("q=0(\\.0*)?");
      if (parts[0].strip().equals("gzip") && !isRefused) {
        return true;
      }
    }
    return false;
  }

  private static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(content.length / 4);
    try (GZIPOutputStream gzip = new FastGzip(packed)) {
      gzip.write(content);
    }
    return packed.toByteArray();
  }

  private static boolean isLoopback(SocketAddress address) {
    return address instanceof InetSocketAddress inet && inet.getAddress().isLoopbackAddress();
  }

  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(ByteArrayOutputStream out) throws IOException {
      super(out, 8 * 1024);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
