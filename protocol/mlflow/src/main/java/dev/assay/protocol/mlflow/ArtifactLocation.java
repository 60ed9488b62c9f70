package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a client may name as the place of a project's files. Assay only hands it to clients, which
 * write there themselves; it never opens it.
 */
final class ArtifactLocation {
  static final int CHARS_MAX = 2_048;

  /** Schemes that name a host, through which one client could send others to a foreign server. */
  private static final Set<String> HOST_SCHEMES =
      Set.of("ftp", "sftp", "hdfs", "viewfs", "http", "https", "r2", "b2", "abfss");

  private ArtifactLocation() {}

  /** Whether addresses of this scheme, in lower case, name a host. */
  static boolean namesHost(String scheme) {
    return HOST_SCHEMES.contains(scheme);
  }

  /** The location as it is kept; absent stands for Assay's own store. */
  static Optional<String> checked(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Names.limited("artifact_location", text, CHARS_MAX);
    if (text.indexOf('#') >= 0 || text.indexOf(';') >= 0) {
      throw refused(text, "it may not hold '#' or ';'");
    }
    String scheme = scheme(text);
    if (scheme.equals("runs") || HOST_SCHEMES.contains(scheme)) {
      throw refused(text, "the scheme '" + scheme + "' is not allowed here");
    }
    int query = text.indexOf('?');
    if (query >= 0 && decoded(text.substring(query)).contains("..")) {
      throw refused(text, "its query may not hold '..'");
    }
    if (scheme.equals("mlflow-artifacts")) {
      requireNoHost(text);
      return Optional.empty();
    }
    return Optional.of(text);
  }

  private static void requireNoHost(String text) {
    try {
      if (new URI(text).getRawAuthority() == null
          && !text.substring("mlflow-artifacts:".length()).startsWith("//")) {
        return;
      }
    } catch (URISyntaxException e) {
      throw refused(text, "it is not a URI");
    }
    throw refused(text, "it may not name a host");
  }

  /** The scheme in lower case; empty for a plain path. */
  private static String scheme(String text) {
    int colon = text.indexOf(':');
    String before = colon < 0 ? "" : text.substring(0, colon);
    return before.matches("[A-Za-z][A-Za-z0-9+.-]*") ? before.toLowerCase(Locale.ROOT) : "";
  }

  private static String decoded(String text) {
    String before = text;
    for (int round = 0; round < 10; round++) {
      try {
        String after = URLDecoder.decode(before, StandardCharsets.UTF_8);
        if (after.equals(before)) {
          return after;
        }
        before = after;
      } catch (IllegalArgumentException e) {
        return before;
      }
    }
    throw Failure.invalid("The artifact location is encoded too often");
  }

  private static Failure refused(String text, String why) {
    return Refusals.value("artifact_location", Names.quoted(text), why);
  }
}
