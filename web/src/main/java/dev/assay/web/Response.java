package dev.assay.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/** An answer: status, headers (beside those each answer gets) and a body. Immutable. */
public record Response(int status, List<Header> headers, Body body) {
  public Response {
    headers = List.copyOf(headers);
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("a final HTTP status is 200 to 599, not " + status);
    }
  }

  /** A header of the answer; line ends cannot be smuggled in. */
  public record Header(String name, String value) {
    public Header {
      if (name.isEmpty()
          || !(name + value).chars().allMatch(c -> c == '\t' || (c >= ' ' && c < 0x7f))) {
        throw new IllegalArgumentException(
            "the header " + name + " holds characters beyond visible ASCII");
      }
    }
  }

  /** What follows the headers. */
  public sealed interface Body {
    /** No body; Content-Length 0. */
    record Empty() implements Body {}

    /** A body that is at hand. The array is the response's own from here on. */
    @SuppressWarnings("ArrayRecordComponent") // never compared; copying each answer would cost time
    record Bytes(byte[] content) implements Body {}

    /** A body that is written while it is sent; with a known length, or in chunks. */
    record Stream(OptionalLong sizeBytes, Writer writer) implements Body {}
  }

  /**
   * Writes a body, once, on the thread that handles the request; not called for HEAD. When it
   * throws, or writes another size than announced, the connection is cut so that the client cannot
   * take the part for the whole.
   */
  @FunctionalInterface
  public interface Writer {
    void writeTo(OutputStream out) throws IOException;
  }

  /** Without body and Content-Type. */
  public static Response empty(int status) {
    return new Response(status, List.of(), new Body.Empty());
  }

  /** Plain text in UTF-8. */
  public static Response text(int status, String text) {
    return bytes(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8));
  }

  /** A JSON document that is encoded already, in UTF-8. */
  public static Response json(int status, byte[] document) {
    return bytes(status, "application/json", document);
  }

  public static Response json(int status, JsonNode document) {
    return json(status, Json.encode(document));
  }

  public static Response bytes(int status, String contentType, byte[] content) {
    return new Response(
        status, List.of(new Header("Content-Type", contentType)), new Body.Bytes(content));
  }

  /** A body of {@code sizeBytes}, written while it is sent. */
  public static Response stream(int status, String contentType, long sizeBytes, Writer writer) {
    return new Response(
        status,
        List.of(new Header("Content-Type", contentType)),
        new Body.Stream(OptionalLong.of(sizeBytes), writer));
  }

  /** A body of unknown size, sent in chunks. */
  public static Response stream(int status, String contentType, Writer writer) {
    return new Response(
        status,
        List.of(new Header("Content-Type", contentType)),
        new Body.Stream(OptionalLong.empty(), writer));
  }

  /** This answer with one more header. */
  public Response with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Response(status, more, body);
  }
}
