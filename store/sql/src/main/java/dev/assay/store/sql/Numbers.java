package dev.assay.store.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lists of row numbers as parameters of {@code IN}. Pure functions. */
final class Numbers {
  /** Longest list in one statement. */
  static final int LIST_MAX = 256;

  private Numbers() {}

  /** The numbers in lists that one statement takes. */
  static List<List<Long>> chunks(List<Long> numbers) {
    List<List<Long>> chunks = new ArrayList<>();
    for (int from = 0; from < numbers.size(); from += LIST_MAX) {
      chunks.add(numbers.subList(from, Math.min(from + LIST_MAX, numbers.size())));
    }
    return chunks;
  }

  /**
   * {@code (?, ?, ...)} with its values; the last number is repeated up to a power of two, so that
   * few statements are prepared.
   */
  static Sql in(List<Long> numbers) {
    int size = Integer.highestOneBit(Math.max(1, numbers.size() * 2 - 1));
    List<Object> values = new ArrayList<>(numbers);
    values.addAll(Collections.nCopies(size - numbers.size(), (Object) numbers.getLast()));
    return Sql.of(Sql.placeholders(size), values.toArray());
  }
}
