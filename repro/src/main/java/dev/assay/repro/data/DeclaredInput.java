package dev.assay.repro.data;

import dev.assay.core.Failure;
import java.util.Optional;

/** An input as declared by {@code PATH[=name]}: a file, a folder or a URL. */
public record DeclaredInput(String place, Optional<String> name) {
  public DeclaredInput {
    if (place.isBlank()) {
      throw Failure.invalid("an input needs a path: --input PATH[=name]");
    }
  }

  /** What stands after the last {@code =} is the name, when it could be one: no slash in it. */
  public static DeclaredInput parse(String text) {
    int at = text.lastIndexOf('=');
    boolean hasName = at > 0 && at < text.length() - 1 && text.indexOf('/', at) < 0;
    if (!hasName || (text.indexOf('?') >= 0 && text.indexOf('?') < at && isUrl(text))) {
      return new DeclaredInput(text, Optional.empty());
    }
    return new DeclaredInput(text.substring(0, at), Optional.of(text.substring(at + 1)));
  }

  public boolean isUrl() {
    return isUrl(place);
  }

  private static boolean isUrl(String place) {
    return place.startsWith("http://") || place.startsWith("https://");
  }
}
