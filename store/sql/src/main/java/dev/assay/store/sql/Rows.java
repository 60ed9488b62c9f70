package dev.assay.store.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the parts of many rows at once. */
final class Rows {
  /** Most values in one list of a statement; few list lengths keep few statements prepared. */
  private static final int[] LIST_LENGTHS = {1, 8, 64, 512};

  private static final int LIST_LENGTH_MAX = LIST_LENGTHS[LIST_LENGTHS.length - 1];

  private Rows() {}

  /**
   * Looks at the rows of a query whose {@code %s} takes a list of numbers, in as many parts as
   * needed.
   */
  static void each(Session session, String sql, Collection<Long> numbers, Session.Look look)
      throws SQLException {
    List<Long> all = List.copyOf(numbers);
    for (int from = 0; from < all.size(); from += LIST_LENGTH_MAX) {
      List<Long> part = all.subList(from, Math.min(all.size(), from + LIST_LENGTH_MAX));
      Object[] values = padded(part);
      String marks = String.join(",", Collections.nCopies(values.length, "?"));
      session.each(sql.formatted("(" + marks + ")"), look, values);
    }
  }

  /** The names and values that belong to rows, by the number of the row. */
  static Map<Long, Map<String, String>> named(
      Session session, String table, String owner, Collection<Long> numbers) throws SQLException {
    Map<Long, Map<String, String>> found = new HashMap<>();
    String sql = "SELECT " + owner + ", name, value FROM " + table + " WHERE " + owner + " IN %s";
    each(
        session,
        sql,
        numbers,
        row ->
            found
                .computeIfAbsent(row.getLong(1), number -> new HashMap<>())
                .put(row.getString(2), row.getString(3)));
    return found;
  }

  /** Sets names and values of a row; one that exists is replaced. */
  static void set(Session session, String table, String owner, long number, Map<String, String> all)
      throws SQLException {
    String sql =
        ("INSERT INTO %s (%s, name, value) VALUES (?, ?, ?)"
                + " ON CONFLICT (%s, name) DO UPDATE SET value = excluded.value")
            .formatted(table, owner, owner);
    for (Map.Entry<String, String> entry : all.entrySet()) {
      session.update(sql, number, entry.getKey(), entry.getValue());
    }
  }

  static Instant time(ResultSet row, String column) throws SQLException {
    return Instant.ofEpochMilli(row.getLong(column));
  }

  static Optional<Instant> timeIfAny(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  private static Object[] padded(List<Long> numbers) {
    int length = LIST_LENGTH_MAX;
    for (int i = LIST_LENGTHS.length - 1; i >= 0; i--) {
      length = LIST_LENGTHS[i] >= numbers.size() ? LIST_LENGTHS[i] : length;
    }
    List<Object> values = new ArrayList<>(numbers);
    while (values.size() < length) {
      values.add(numbers.getLast());
    }
    return values.toArray();
  }
}
