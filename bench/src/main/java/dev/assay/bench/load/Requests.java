package dev.assay.bench.load;

import java.nio.charset.StandardCharsets;

/** HTTP requests as bytes, ready to send. */
public final class Requests {
  private Requests() {}

  /** A GET of this path and query. */
  public static byte[] get(String target) {
    String head =
        "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n";
    return head.getBytes(StandardCharsets.US_ASCII);
  }

  /** A POST of a JSON body. */
  public static byte[] post(String target, CharSequence json) {
    byte[] body = json.toString().getBytes(StandardCharsets.UTF_8);
    String head =
        "POST "
            + target
            + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n"
            + "Content-Type: application/json\r\nContent-Length: "
            + body.length
            + "\r\n\r\n";
    byte[] start = head.getBytes(StandardCharsets.US_ASCII);
    var request = new byte[start.length + body.length];
    System.arraycopy(start, 0, request, 0, start.length);
    System.arraycopy(body, 0, request, start.length, body.length);
    return request;
  }
}
