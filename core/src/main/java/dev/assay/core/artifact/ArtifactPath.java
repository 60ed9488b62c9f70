package dev.assay.core.artifact;

import dev.assay.core.Failure;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The place of a file or folder inside its owner: clean segments, parsed once. No segment is empty,
 * {@code .} or {@code ..}; none holds a slash, a backslash or a control character. The root has no
 * segments.
 */
public record ArtifactPath(List<String> segments) {
  public static final ArtifactPath ROOT = new ArtifactPath(List.of());

  /** Longest path, in characters. */
  public static final int LENGTH_MAX = 4_096;

  /** Longest segment, in characters. */
  public static final int SEGMENT_LENGTH_MAX = 1_024;

  public ArtifactPath {
    segments = List.copyOf(segments);
    segments.forEach(ArtifactPath::check);
    if (segments.stream().mapToInt(String::length).sum() + segments.size() > LENGTH_MAX) {
      throw Failure.invalid("Invalid path: it is longer than " + LENGTH_MAX + " characters");
    }
  }

  /** Reads {@code a/b/c}; the empty text is the root. */
  public static ArtifactPath parse(String text) {
    return text.isEmpty() ? ROOT : new ArtifactPath(Arrays.asList(text.split("/", -1)));
  }

  public boolean isRoot() {
    return segments.isEmpty();
  }

  /** The last segment. */
  public String name() {
    if (isRoot()) {
      throw new IllegalStateException("the root has no name");
    }
    return segments.getLast();
  }

  public ArtifactPath resolve(String segment) {
    return new ArtifactPath(Stream.concat(segments.stream(), Stream.of(segment)).toList());
  }

  private static void check(String segment) {
    boolean dots = segment.equals(".") || segment.equals("..");
    if (segment.isEmpty()
        || dots
        || segment.length() > SEGMENT_LENGTH_MAX
        || !segment.chars().allMatch(ArtifactPath::allowed)) {
      throw Failure.invalid(
          "Invalid path: '"
              + segment
              + "' may not be a part of it; use names without '..', empty parts, backslashes or control characters");
    }
  }

  private static boolean allowed(int unit) {
    return unit != '/' && unit != '\\' && !Character.isISOControl(unit);
  }

  @Override
  public String toString() {
    return String.join("/", segments);
  }
}
