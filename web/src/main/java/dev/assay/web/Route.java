package dev.assay.web;

import dev.assay.core.account.Permission;

/** One thing the server answers. There is no route without a permission and a body limit. */
public record Route(
    Method method,
    PathTemplate template,
    Permission permission,
    BodyLimit bodyLimit,
    Handler handler) {

  /** Like the constructor, with the template as text. */
  public static Route of(
      Method method, String template, Permission permission, BodyLimit bodyLimit, Handler handler) {
    return new Route(method, PathTemplate.of(template), permission, bodyLimit, handler);
  }

  @Override
  public String toString() {
    return method + " " + template;
  }
}
