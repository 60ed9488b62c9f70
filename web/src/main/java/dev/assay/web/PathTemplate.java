package dev.assay.web;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The shape of a route's path: literal segments, {@code {name}} for one segment and, at the end,
 * {@code {name...}} for all that follows (also nothing, after the slash). For example {@code
 * /api/runs/{run}/files/{path...}}.
 */
public final class PathTemplate {
  private final String text;
  private final List<Segment> segments;

  private PathTemplate(String text, List<Segment> segments) {
    this.text = text;
    this.segments = segments;
  }

  /** Parses a template; a wrong one is a programming error and ends in IllegalArgumentException. */
  public static PathTemplate of(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a path template starts with '/', unlike " + text);
    }
    List<Segment> segments = new ArrayList<>();
    for (String part : text.substring(1).split("/", -1)) {
      segments.add(segment(part, text));
    }
    requireTailLast(segments, text);
    requireDistinctNames(segments, text);
    return new PathTemplate(text, List.copyOf(segments));
  }

  /** Whether every path of this template lies at or below {@code prefix}. */
  boolean isBelow(String prefix) {
    return prefix.equals("/") || text.equals(prefix) || text.startsWith(prefix + "/");
  }

  List<Segment> segments() {
    return segments;
  }

  private static Segment segment(String part, String text) {
    if (!part.startsWith("{")) {
      if (part.indexOf('{') >= 0 || part.indexOf('}') >= 0 || part.indexOf('%') >= 0) {
        throw new IllegalArgumentException(
            "'" + part + "' in " + text + " is neither a literal nor a {name}");
      }
      return new Segment.Literal(part);
    }
    if (!part.matches("\\{[A-Za-z][A-Za-z0-9_]*(\\.\\.\\.)?}")) {
      throw new IllegalArgumentException(
          "'" + part + "' in " + text + " is not {name} or {name...}");
    }
    if (part.endsWith("...}")) {
      return new Segment.Tail(part.substring(1, part.length() - 4));
    }
    return new Segment.Variable(part.substring(1, part.length() - 1));
  }

  private static void requireTailLast(List<Segment> segments, String text) {
    for (Segment segment : segments.subList(0, segments.size() - 1)) {
      if (segment instanceof Segment.Tail) {
        throw new IllegalArgumentException(
            "only the last segment can be a tail, unlike in " + text);
      }
    }
  }

  private static void requireDistinctNames(List<Segment> segments, String text) {
    Set<String> names = new HashSet<>();
    for (Segment segment : segments) {
      boolean isNew =
          switch (segment) {
            case Segment.Literal literal -> true;
            case Segment.Variable(String name) -> names.add(name);
            case Segment.Tail(String name) -> names.add(name);
          };
      if (!isNew) {
        throw new IllegalArgumentException("a name stands twice in " + text);
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PathTemplate that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The template as it was written. */
  @Override
  public String toString() {
    return text;
  }

  /** One part of a template. */
  sealed interface Segment {
    record Literal(String text) implements Segment {}

    record Variable(String name) implements Segment {}

    record Tail(String name) implements Segment {}
  }
}
