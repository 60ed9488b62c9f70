package dev.assay.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as in RFC 3986, strict: decoded exactly once, to well-formed UTF-8 or not at
 * all.
 */
final class PercentCoding {
  private static final String UNRESERVED_MARKS = "-._~";
  private static final String HEX = "0123456789ABCDEF";

  private PercentCoding() {}

  /** Decodes a part of a path, where {@code +} is a plus. */
  static String decodePath(String raw) {
    return decode(raw, '+');
  }

  /** Decodes a name or value of a query, where {@code +} is a space. */
  static String decodeQuery(String raw) {
    return decode(raw, ' ');
  }

  /** Encodes everything but letters, digits and {@code -._~}. */
  static String encode(String text) {
    StringBuilder encoded = new StringBuilder(text.length() + 16);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (isAsciiAlphanumeric(c) || UNRESERVED_MARKS.indexOf(c) >= 0) {
        encoded.append(c);
      } else {
        encoded.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return encoded.toString();
  }

  private static String decode(String raw, char plus) {
    if (raw.indexOf('%') < 0 && (plus == '+' || raw.indexOf('+') < 0)) {
      return raw;
    }
    ByteBuffer bytes = ByteBuffer.allocate(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        bytes.put(octet(raw, i));
        i += 2;
      } else {
        bytes.put((byte) (c == '+' ? plus : c));
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw new Refusal(400, "'" + raw + "' in the request's address does not decode to UTF-8");
    }
  }

  private static byte octet(String raw, int percent) {
    int high = percent + 2 < raw.length() ? Character.digit(raw.charAt(percent + 1), 16) : -1;
    int low = percent + 2 < raw.length() ? Character.digit(raw.charAt(percent + 2), 16) : -1;
    if (high < 0 || low < 0) {
      throw new Refusal(
          400, "'" + raw + "' in the request's address has a '%' without two hexadecimal digits");
    }
    return (byte) (high << 4 | low);
  }

  private static boolean isAsciiAlphanumeric(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  }
}
