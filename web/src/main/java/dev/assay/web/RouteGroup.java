package dev.assay.web;

import java.util.List;

/**
 * The routes of one protocol and the shape of its errors. The shape also serves unknown paths and
 * wrong methods below each of the group's prefixes; where prefixes of two groups fit, the longer
 * one does.
 *
 * @param prefixes literal paths such as {@code /api/2.0/mlflow}, each whole segments; {@code /}
 *     fits every path
 */
public record RouteGroup(List<String> prefixes, ErrorShape errors, List<Route> routes) {
  public RouteGroup {
    prefixes = List.copyOf(prefixes);
    routes = List.copyOf(routes);
    for (String prefix : prefixes) {
      if (!prefix.startsWith("/") || (prefix.length() > 1 && prefix.endsWith("/"))) {
        throw new IllegalArgumentException(
            "a prefix starts with '/' and does not end in one, unlike " + prefix);
      }
    }
    for (Route route : routes) {
      if (prefixes.stream().noneMatch(route.template()::isBelow)) {
        throw new IllegalArgumentException(route + " is below none of the prefixes " + prefixes);
      }
    }
  }
}
