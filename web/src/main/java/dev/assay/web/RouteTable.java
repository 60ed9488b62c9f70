package dev.assay.web;

import dev.assay.web.PathTemplate.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All routes of a server. Per segment a literal wins over {@code {name}}, which wins over {@code
 * {name...}}; two routes of one method and the same shape are refused. Immutable after
 * construction.
 */
public final class RouteTable {
  private final List<RouteGroup> groups;
  private final List<Prefix> prefixes;
  private final Node root = new Node();

  public RouteTable(List<RouteGroup> groups) {
    this.groups = List.copyOf(groups);
    this.prefixes = longestFirst(this.groups);
    this.groups.forEach(group -> group.routes().forEach(route -> add(group, route)));
  }

  /** Every route, in the order given. */
  public List<Route> routes() {
    return groups.stream().flatMap(group -> group.routes().stream()).toList();
  }

  /**
   * The routes that fit a path, by method, with what their variables stand for; null when no route
   * fits.
   */
  @Nullable Found find(List<String> segments) {
    return find(root, segments, 0, new ArrayList<>());
  }

  /** The shape of errors on {@code path}, or {@code otherwise} where no group's prefix fits. */
  ErrorShape errorsBelow(String path, ErrorShape otherwise) {
    for (Prefix prefix : prefixes) {
      if (isBelow(path, prefix.text())) {
        return prefix.errors();
      }
    }
    return otherwise;
  }

  private static List<Prefix> longestFirst(List<RouteGroup> groups) {
    return groups.stream()
        .flatMap(group -> group.prefixes().stream().map(text -> new Prefix(text, group.errors())))
        .sorted(Comparator.comparingInt((Prefix prefix) -> prefix.text().length()).reversed())
        .toList();
  }

  private static boolean isBelow(String path, String prefix) {
    return prefix.equals("/") || path.equals(prefix) || path.startsWith(prefix + "/");
  }

  private void add(RouteGroup group, Route route) {
    Node node = root;
    for (Segment segment : route.template().segments()) {
      node = node.child(segment);
    }
    Entry earlier = node.entries.putIfAbsent(route.method(), new Entry(route, group.errors()));
    if (earlier != null) {
      throw new IllegalArgumentException(
          route + " and " + earlier.route() + " answer the same requests");
    }
  }

  private static @Nullable Found find(
      Node node, List<String> segments, int next, List<String> captured) {
    if (next == segments.size()) {
      return node.entries.isEmpty() ? null : new Found(node.entries, List.copyOf(captured));
    }
    String segment = segments.get(next);
    Node literal = node.literals.get(segment);
    Found found = literal == null ? null : find(literal, segments, next + 1, captured);
    if (found == null && node.variable != null && !segment.isEmpty()) {
      captured.addLast(segment);
      found = find(node.variable, segments, next + 1, captured);
      captured.removeLast();
    }
    if (found == null && node.tail != null) {
      captured.addLast(String.join("/", segments.subList(next, segments.size())));
      found = new Found(node.tail.entries, List.copyOf(captured));
      captured.removeLast();
    }
    return found;
  }

  private record Prefix(String text, ErrorShape errors) {}

  /** A route with the error shape of its group. */
  record Entry(Route route, ErrorShape errors) {
    /** The captured texts by the names of this route's template. */
    Map<String, String> variables(List<String> captured) {
      Map<String, String> variables = new HashMap<>();
      int next = 0;
      for (Segment segment : route.template().segments()) {
        switch (segment) {
          case Segment.Literal literal -> {}
          case Segment.Variable(String name) -> variables.put(name, captured.get(next++));
          case Segment.Tail(String name) -> variables.put(name, captured.get(next++));
        }
      }
      return variables;
    }
  }

  /** What fits a path. */
  record Found(Map<Method, Entry> entries, List<String> captured) {
    @Nullable Entry entry(Method method) {
      return entries.get(method);
    }

    Set<Method> methods() {
      return EnumSet.copyOf(entries.keySet());
    }
  }

  private static final class Node {
    final Map<String, Node> literals = new HashMap<>();
    final Map<Method, Entry> entries = new EnumMap<>(Method.class);
    @Nullable Node variable;
    @Nullable Node tail;

    Node child(Segment segment) {
      return switch (segment) {
        case Segment.Literal(String text) -> literals.computeIfAbsent(text, absent -> new Node());
        case Segment.Variable named -> variableChild();
        case Segment.Tail named -> tailChild();
      };
    }

    private Node variableChild() {
      if (variable == null) {
        variable = new Node();
      }
      return variable;
    }

    private Node tailChild() {
      if (tail == null) {
        tail = new Node();
      }
      return tail;
    }
  }
}
