package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;
import dev.assay.core.artifact.ArtifactPath;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Checks of paths that clients send, decoded once already. */
final class PathChecks {
  private static final int DECODINGS_MAX = 10;

  private PathChecks() {}

  /** The path of a file or folder; the empty text is the root. */
  static ArtifactPath path(String text) {
    ArtifactPath path = ArtifactPath.parse(text);
    for (String form : decodings(text)) {
      if (climbs(form) || form.startsWith("/") || form.indexOf('#') >= 0) {
        throw Failure.invalid("Invalid path: '" + text + "'");
      }
    }
    return path;
  }

  /** Like {@link #path}; one slash at the end is passed over. */
  static ArtifactPath folder(String text) {
    return path(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
  }

  /**
   * The text and all it becomes when it is decoded again and again, as some clients and servers on
   * the way do.
   *
   * @throws Failure INVALID when it is encoded more often than anybody means
   */
  static List<String> decodings(String text) {
    List<String> forms = new ArrayList<>(List.of(text));
    while (forms.size() <= DECODINGS_MAX) {
      String next = decoded(forms.getLast());
      if (next.equals(forms.getLast())) {
        return forms;
      }
      forms.add(next);
    }
    throw Failure.invalid("Invalid path: it is percent-encoded too often");
  }

  /** Whether it could lead out of its folder, or hide where it leads. */
  static boolean climbs(String text) {
    return text.indexOf('\\') >= 0
        || text.chars().anyMatch(Character::isISOControl)
        || Arrays.asList(text.split("/", -1)).contains("..");
  }

  /** Decoded once; a text with a percent sign that encodes nothing stays as it is. */
  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }
}
