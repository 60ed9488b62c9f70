package dev.assay.core.query;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One key of a sort. Text sorts by code point, looking at its first {@link #TEXT_LENGTH_MAX} code
 * points; -0.0 comes just before 0.0; rows without the field come last in both directions, and NaN
 * just before those.
 */
public record Order<F>(F field, boolean descending) {
  /** How much of a text counts, so that cursors and index entries stay short. */
  public static final int TEXT_LENGTH_MAX = 256;

  /** The order with those ties behind it whose fields it does not name already. */
  public static <F> List<Order<F>> withTies(List<Order<F>> order, List<Order<F>> ties) {
    Set<F> named = order.stream().map(Order::field).collect(Collectors.toSet());
    Stream<Order<F>> rest = ties.stream().filter(tie -> !named.contains(tie.field()));
    return Stream.concat(order.stream(), rest).toList();
  }
}
