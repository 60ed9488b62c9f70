package dev.assay.core.metric;

import java.util.function.Supplier;

/**
 * Some points of a series with what is known of them unread.
 *
 * @param points gives all of them, in any order; each call may read them anew
 */
public record Chunk(Rollup rollup, Supplier<Points> points) {
  /** Points in memory; at least one. */
  public static Chunk of(Points points) {
    Points sorted = PointOrder.TIME.sorted(points);
    return new Chunk(Rollup.of(sorted), () -> sorted);
  }

  /** Whether it may hold an x of this range, ends included. */
  boolean touches(PointOrder order, long from, long to) {
    return rollup.least(order) <= to && from <= rollup.greatest(order);
  }

  /** Whether every x of it is in this range, ends included. */
  boolean isWithin(PointOrder order, long from, long to) {
    return from <= rollup.least(order) && rollup.greatest(order) <= to;
  }
}
