package dev.assay.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file, as RFC 9110 section 14 asks for it: the first byte and how many follow from
 * there.
 */
record ByteRange(long offset, long sizeBytes) {
  /** Ranges in one request; overlapping ones could ask for a file many times over. */
  static final int RANGES_MAX = 32;

  private static final Pattern SPEC = Pattern.compile("([0-9]{0,18})-([0-9]{0,18})");

  /**
   * The ranges a header asks for that lie in a file of {@code fileBytes}; empty when the header is
   * of another unit than bytes, which means the whole file.
   */
  static Optional<List<ByteRange>> parse(String header, long fileBytes) {
    int equals = header.indexOf('=');
    if (equals < 0) {
      throw malformed(header);
    }
    if (!header.substring(0, equals).strip().equalsIgnoreCase("bytes")) {
      return Optional.empty();
    }
    String[] specs = header.substring(equals + 1).split(",", -1);
    if (specs.length > RANGES_MAX) {
      throw new Refusal(
          400, "a request asks for at most " + RANGES_MAX + " ranges, not " + specs.length);
    }
    List<ByteRange> ranges = new ArrayList<>();
    for (String spec : specs) {
      one(spec.strip(), header, fileBytes).ifPresent(ranges::add);
    }
    if (ranges.isEmpty()) {
      throw new Refusal(
          416,
          "the range '" + header + "' lies outside the file of " + fileBytes + " bytes",
          new Response.Header("Content-Range", "bytes */" + fileBytes));
    }
    return Optional.of(ranges);
  }

  /** The value of Content-Range. */
  String contentRange(long fileBytes) {
    return "bytes " + offset + "-" + (offset + sizeBytes - 1) + "/" + fileBytes;
  }

  private static Optional<ByteRange> one(String spec, String header, long fileBytes) {
    Matcher matcher = SPEC.matcher(spec);
    if (!matcher.matches() || spec.length() == 1) {
      throw malformed(header);
    }
    if (matcher.group(1).isEmpty()) {
      long last = Math.min(Long.parseLong(matcher.group(2)), fileBytes);
      return last == 0 ? Optional.empty() : Optional.of(new ByteRange(fileBytes - last, last));
    }
    long first = Long.parseLong(matcher.group(1));
    long end = matcher.group(2).isEmpty() ? Long.MAX_VALUE : Long.parseLong(matcher.group(2));
    if (end < first) {
      throw malformed(header);
    }
    return first >= fileBytes
        ? Optional.empty()
        : Optional.of(new ByteRange(first, Math.min(end, fileBytes - 1) - first + 1));
  }

  private static Refusal malformed(String header) {
    return new Refusal(
        400, "'" + header + "' is not a range such as 'bytes=0-99', 'bytes=100-' or 'bytes=-100'");
  }
}
