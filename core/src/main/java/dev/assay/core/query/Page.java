package dev.assay.core.query;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** One page of a list in its order; {@code next} is present only when more rows exist. */
public record Page<T>(List<T> items, Optional<Cursor> next) {
  public Page {
    items = List.copyOf(items);
  }

  public static <T> Page<T> last(List<T> items) {
    return new Page<>(items, Optional.empty());
  }

  public <R> Page<R> map(Function<? super T, ? extends R> change) {
    return new Page<>(items.stream().<R>map(change).toList(), next);
  }
}
