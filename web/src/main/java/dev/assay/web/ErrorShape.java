package dev.assay.web;

/**
 * How one protocol words a {@link Problem}: the one place where it maps failures to its statuses
 * and codes.
 */
@FunctionalInterface
public interface ErrorShape {
  /**
   * The answer for {@code problem}; must not throw. Headers that HTTP asks for (Allow, Retry-After)
   * are added later.
   */
  Response shape(Problem problem);
}
