package dev.assay.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A user's file as an answer: streamed, whole or in ranges, and always inert in a browser (an
 * attachment, sandboxed, its type never guessed).
 *
 * @param fileName the last part of its path
 * @param etag identifies the content, without quotes; a digest is best
 */
public record Download(
    String fileName, long sizeBytes, String etag, Instant modifiedAt, Source source) {
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  /** Opens a part of the file; the download closes it. */
  @FunctionalInterface
  public interface Source {
    InputStream open(long offset, long sizeBytes) throws IOException;
  }

  /** The answer to {@code request}: 200 with all of it, or 206 with the ranges it asks for. */
  public Response respond(Request request) {
    List<String> asked = request.headers().all("range");
    if (asked.size() != 1 || !isCurrent(request)) {
      return whole();
    }
    return ByteRange.parse(asked.getFirst(), sizeBytes)
        .map(ranges -> ranges.size() == 1 ? single(ranges.getFirst()) : multiple(ranges))
        .orElseGet(this::whole);
  }

  /** Whether the client's earlier part, if it has one, is of this content. */
  private boolean isCurrent(Request request) {
    return request
        .headers()
        .first("if-range")
        .map(known -> known.equals(quotedEtag()))
        .orElse(true);
  }

  private Response whole() {
    return inert(
        200, ContentTypes.of(fileName), sizeBytes, out -> copy(new ByteRange(0, sizeBytes), out));
  }

  private Response single(ByteRange range) {
    return inert(206, ContentTypes.of(fileName), range.sizeBytes(), out -> copy(range, out))
        .with("Content-Range", range.contentRange(sizeBytes));
  }

  private Response multiple(List<ByteRange> ranges) {
    String boundary = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    List<byte[]> heads = new ArrayList<>();
    for (ByteRange range : ranges) {
      heads.add(partHead(boundary, range));
    }
    byte[] end = ascii("\r\n--" + boundary + "--\r\n");
    long size = end.length;
    for (int i = 0; i < ranges.size(); i++) {
      size += heads.get(i).length + ranges.get(i).sizeBytes();
    }
    return inert(
        206,
        "multipart/byteranges; boundary=" + boundary,
        size,
        out -> {
          for (int i = 0; i < ranges.size(); i++) {
            out.write(heads.get(i));
            copy(ranges.get(i), out);
          }
          out.write(end);
        });
  }

  private byte[] partHead(String boundary, ByteRange range) {
    return ascii(
        "\r\n--"
            + boundary
            + "\r\nContent-Type: "
            + ContentTypes.of(fileName)
            + "\r\nContent-Range: "
            + range.contentRange(sizeBytes)
            + "\r\n\r\n");
  }

  private Response inert(int status, String contentType, long bodyBytes, Response.Writer writer) {
    List<Response.Header> headers =
        List.of(
            new Response.Header("Content-Type", contentType),
            new Response.Header("Content-Disposition", disposition(fileName)),
            new Response.Header("Content-Security-Policy", "sandbox"),
            new Response.Header("Accept-Ranges", "bytes"),
            new Response.Header("ETag", quotedEtag()),
            new Response.Header("Last-Modified", HTTP_DATE.format(modifiedAt)));
    return new Response(
        status, headers, new Response.Body.Stream(OptionalLong.of(bodyBytes), writer));
  }

  private void copy(ByteRange range, OutputStream out) throws IOException {
    try (InputStream in = source.open(range.offset(), range.sizeBytes())) {
      in.transferTo(out);
    }
  }

  private String quotedEtag() {
    return '"' + etag + '"';
  }

  /** The value of Content-Disposition for a file of this name, as in RFC 6266. */
  static String disposition(String fileName) {
    String plain =
        fileName
            .codePoints()
            .collect(StringBuilder::new, Download::appendAscii, StringBuilder::append)
            .toString();
    String parameter = plain.matches("[A-Za-z0-9!#$&+.^_`|~-]+") ? plain : quoted(plain);
    String attachment = "attachment; filename=" + parameter;
    return plain.equals(fileName)
        ? attachment
        : attachment + "; filename*=UTF-8''" + PercentCoding.encode(fileName);
  }

  private static void appendAscii(StringBuilder text, int codePoint) {
    text.append(codePoint >= ' ' && codePoint < 0x7f ? (char) codePoint : '_');
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
