package dev.assay.core.query;

import dev.assay.core.query.Filter.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sorts and pages rows. It is what {@link Order} means: a store that reads along indexes must
 * answer exactly these rows in this order. Immutable.
 */
public final class RowOrder<R, F> {
  private final List<Order<F>> terms;
  private final FieldReader<R, F> fields;
  private final Comparator<Position> comparator;

  /** {@code terms} must be total: no two rows may hold the same in all of them. */
  public RowOrder(List<Order<F>> terms, FieldReader<R, F> fields) {
    this.terms = List.copyOf(terms);
    this.fields = fields;
    this.comparator = comparator(this.terms);
  }

  /** The page of the rows, which may come in any order. */
  public Page<R> page(Stream<R> rows, PageRequest request) {
    Optional<Position> after = request.after().map(cursor -> Position.of(cursor, terms));
    List<Placed<R>> found =
        rows.map(row -> new Placed<>(row, position(row)))
            .filter(row -> after.isEmpty() || isAfter(row, after.get()))
            .sorted(Comparator.comparing(Placed::position, comparator))
            .limit(request.limit() + 1L)
            .toList();
    if (found.size() <= request.limit()) {
      return Page.last(found.stream().map(Placed::row).toList());
    }
    List<Placed<R>> shown = found.subList(0, request.limit());
    return new Page<>(
        shown.stream().map(Placed::row).toList(),
        Optional.of(shown.getLast().position().cursor(terms)));
  }

  private boolean isAfter(Placed<R> row, Position position) {
    return comparator.compare(row.position(), position) > 0;
  }

  private Position position(R row) {
    return new Position(
        terms.stream().map(term -> fields.values(row, term.field()).stream().findFirst()).toList());
  }

  private static <F> Comparator<Position> comparator(List<Order<F>> terms) {
    return (left, right) -> {
      for (int i = 0; i < terms.size(); i++) {
        int order = compare(left.values().get(i), right.values().get(i), terms.get(i).descending());
        if (order != 0) {
          return order;
        }
      }
      return 0;
    };
  }

  private static int compare(Optional<Value> left, Optional<Value> right, boolean descending) {
    int rank = Integer.compare(rank(left), rank(right));
    if (rank != 0 || rank(left) != 0) {
      return rank;
    }
    int order = comparePresent(left.orElseThrow(), right.orElseThrow());
    return descending ? -order : order;
  }

  /** Values, then NaN, then nothing, in both directions. */
  private static int rank(Optional<Value> value) {
    return value.map(held -> isNaN(held) ? 1 : 0).orElse(2);
  }

  private static boolean isNaN(Value value) {
    return value instanceof Value.Numeric(double number) && Double.isNaN(number);
  }

  private static int comparePresent(Value left, Value right) {
    if (left instanceof Value.Numeric(double a) && right instanceof Value.Numeric(double b)) {
      return Double.compare(a, b);
    }
    if (left instanceof Value.Text(String a) && right instanceof Value.Text(String b)) {
      return CodePointOrder.BY_CODE_POINT.compare(a, b);
    }
    throw new IllegalArgumentException("a field holds texts or numbers, not both");
  }

  private record Placed<R>(R row, Position position) {}
}
