package dev.assay.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request line asks for, parsed once. Segments are split first and decoded then, so an
 * encoded slash never separates; dot segments and empty segments stay as they are and match no
 * route by themselves.
 *
 * @param authority host and port when the target was sent in absolute form
 * @param rawPath the path as sent, with its leading slash
 */
record Target(Optional<String> authority, String rawPath, List<String> segments, Fields query) {
  private static final Pattern ABSOLUTE = Pattern.compile("(?i:https?)://([^/?]*)(.*)");

  /** Parses a target without its query and fragment, and the query as sent. */
  static Target parse(String sentPath, String rawQuery) {
    requireVisibleAscii(sentPath);
    requireVisibleAscii(rawQuery);
    Matcher absolute = ABSOLUTE.matcher(sentPath);
    if (!absolute.matches()) {
      return new Target(Optional.empty(), sentPath, segments(sentPath), query(rawQuery));
    }
    String path = absolute.group(2).isEmpty() ? "/" : absolute.group(2);
    return new Target(Optional.of(absolute.group(1)), path, segments(path), query(rawQuery));
  }

  /** The decoded path, for finding a group by its prefix. */
  String path() {
    return "/" + String.join("/", segments);
  }

  private static List<String> segments(String path) {
    if (!path.startsWith("/")) {
      throw new Refusal(400, "the request's address must start with '/', unlike '" + path + "'");
    }
    List<String> segments = new ArrayList<>();
    for (String segment : path.substring(1).split("/", -1)) {
      segments.add(PercentCoding.decodePath(segment));
    }
    return segments;
  }

  private static Fields query(String raw) {
    if (raw.isEmpty()) {
      return Fields.NONE;
    }
    Fields.Builder fields = new Fields.Builder();
    for (String pair : raw.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      fields.add(PercentCoding.decodeQuery(name), PercentCoding.decodeQuery(value));
    }
    return fields.build();
  }

  private static void requireVisibleAscii(String text) {
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new Refusal(400, "the request's address holds characters that must be percent-encoded");
    }
  }
}
