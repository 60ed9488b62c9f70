package dev.assay.core.ledger;

import dev.assay.core.Digest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The bytes of a ledger entry: JSON as RFC 8785 (JSON Canonicalization Scheme) writes it,
 * restricted to objects and strings, so that every language can make and check the same bytes.
 * Members: {@code action}, {@code actor}, {@code at} (RFC 3339, UTC, milliseconds), {@code details}
 * (an object of strings), {@code index}, {@code previous} (the hash before, empty for the first),
 * {@code subject}. Pure functions.
 */
public final class CanonicalEntry {
  private CanonicalEntry() {}

  /** The entry that comes after {@code previous}. */
  public static Entry after(Optional<Entry> previous, Change change) {
    long index = previous.map(entry -> entry.index() + 1).orElse(0L);
    String previousHash = previous.map(entry -> entry.hash().hex()).orElse("");
    String json = json(index, previousHash, change);
    return new Entry(index, json, leafHash(json));
  }

  /** RFC 6962, section 2.1: the hash of a leaf. */
  public static Digest leafHash(String json) {
    MessageDigest sha256 = Digest.sha256();
    sha256.update((byte) 0);
    return Digest.ofHash(sha256.digest(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String json(long index, String previousHash, Change change) {
    StringBuilder out = new StringBuilder(256);
    member(out.append('{'), "action", change.action().word());
    member(out.append(','), "actor", change.actor().name());
    member(out.append(','), "at", Rfc3339.format(change.at()));
    out.append(",\"details\":{");
    String separator = "";
    for (Map.Entry<String, String> detail : new TreeMap<>(change.details()).entrySet()) {
      member(out.append(separator), detail.getKey(), detail.getValue());
      separator = ",";
    }
    member(out.append("},"), "index", Long.toString(index));
    member(out.append(','), "previous", previousHash);
    member(out.append(','), "subject", change.subject());
    return out.append('}').toString();
  }

  private static void member(StringBuilder out, String name, String value) {
    quote(out, name);
    out.append(':');
    quote(out, value);
  }

  /** RFC 8785, section 3.2.2.2: only what must be escaped is. Lone surrogates become U+FFFD. */
  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      switch (unit) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\b' -> out.append("\\b");
        case '\f' -> out.append("\\f");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (unit < 0x20) {
            out.append(String.format("\\u%04x", (int) unit));
          } else if (isLoneSurrogate(text, i)) {
            out.append('\uFFFD');
          } else {
            out.append(unit);
          }
        }
      }
    }
    out.append('"');
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char unit = text.charAt(i);
    if (Character.isHighSurrogate(unit)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(unit)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }
}
