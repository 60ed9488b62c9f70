package dev.assay.store.sql;

import dev.assay.core.query.Cursor;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Position;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Finds one page of rows by filter and order, continued by keyset: the page after a cursor starts
 * at its sort values, whatever rows came or went. For tables of moderate size: models, versions.
 *
 * @param from the searched table, named {@code m}, and what is joined to it
 * @param columns where each field stands
 */
record Search<F>(Dialect dialect, String from, Function<F, Column> columns) {
  /** The numbers of the rows of a page, in order. */
  record Found(List<Long> ids, Optional<Cursor> next) {}

  /**
   * Reads a page.
   *
   * @param scope what must hold besides the filter
   * @param order must be total
   */
  Found page(
      Session session, Fragment scope, Filter<F> filter, List<Order<F>> order, PageRequest page)
      throws SQLException {
    Optional<Position> last = page.after().map(cursor -> Position.of(cursor, order));
    Fragment query =
        Fragment.of("SELECT * FROM (")
            .then(candidates(scope, filter, order))
            .then(") s WHERE ")
            .then(last.map(position -> after(order, position)).orElse(Fragment.TRUE))
            .then(Fragment.of(" ORDER BY " + sort(order) + " LIMIT ?", page.limit() + 1L));
    List<Row> rows = session.list(query.sql(), row -> row(row, order), query.values());
    if (rows.size() <= page.limit()) {
      return new Found(rows.stream().map(Row::id).toList(), Optional.empty());
    }
    List<Row> shown = rows.subList(0, page.limit());
    Cursor next = shown.getLast().position().cursor(order);
    return new Found(shown.stream().map(Row::id).toList(), Optional.of(next));
  }

  private record Row(long id, Position position) {}

  /** All rows that match, each with what it is sorted by: rank and value of each term. */
  private Fragment candidates(Fragment scope, Filter<F> filter, List<Order<F>> order) {
    Fragment select = Fragment.of("SELECT m.id AS id");
    for (int i = 0; i < order.size(); i++) {
      Column column = columns.apply(order.get(i).field());
      select = select.then(", ").then(rank(column)).then(" AS r" + i);
      select = select.then(", ").then(sorted(column)).then(" AS v" + i);
    }
    return select
        .then(" FROM " + from + " WHERE ")
        .then(scope)
        .then(" AND ")
        .then(new Conditions<>(dialect, columns).of(filter));
  }

  /** 0 for a value, 1 for NaN, 2 for a missing one. */
  private static Fragment rank(Column column) {
    return switch (column) {
      case Column.Own own ->
          own.nullable()
              ? Fragment.of("CASE WHEN " + own.value() + " IS NULL THEN 2 ELSE 0 END")
              : Fragment.of("0");
      case Column.Side side ->
          Fragment.of("CASE WHEN ")
              .then(sorted(side))
              .then(" IS NOT NULL THEN 0 WHEN ")
              .then(Conditions.exists(side.from()))
              .then(" THEN 1 ELSE 2 END");
    };
  }

  private static Fragment sorted(Column column) {
    String value =
        switch (column.type()) {
          case TEXT -> "substr(" + column.value() + ", 1, " + Order.TEXT_LENGTH_MAX + ")";
          case WHOLE -> column.value();
          case REAL -> column.value();
        };
    return switch (column) {
      case Column.Own own -> Fragment.of(value);
      case Column.Side side ->
          Fragment.of("(SELECT " + value + " FROM ")
              .then(side.from())
              .then(side.firstBy().isEmpty() ? "" : " ORDER BY " + side.firstBy())
              .then(" LIMIT 1)");
    };
  }

  private static <F> String sort(List<Order<F>> order) {
    List<String> terms = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      terms.add("r" + i);
      terms.add("v" + i + (order.get(i).descending() ? " DESC" : ""));
    }
    return String.join(", ", terms);
  }

  /** Rows that sort after a position: the first term that differs decides. */
  private Fragment after(List<Order<F>> order, Position position) {
    List<Fragment> ways = new ArrayList<>();
    List<Fragment> equalSoFar = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Column.Type type = columns.apply(order.get(i).field()).type();
      Optional<Value> value = position.values().get(i);
      int rank = rank(value);
      ways.add(with(equalSoFar, Fragment.of("r" + i + " > " + rank)));
      equalSoFar.add(Fragment.of("r" + i + " = " + rank));
      if (rank == 0) {
        Object bound = bound(value.orElseThrow(), type);
        String comparison = order.get(i).descending() ? " < ?" : " > ?";
        ways.add(with(equalSoFar, Fragment.of("v" + i + comparison, bound)));
        equalSoFar.add(Fragment.of("v" + i + " = ?", bound));
      }
    }
    return Fragment.or(ways);
  }

  private static Fragment with(List<Fragment> conditions, Fragment more) {
    List<Fragment> all = new ArrayList<>(conditions);
    all.add(more);
    return Fragment.and(all);
  }

  private static int rank(Optional<Value> value) {
    return value
        .map(held -> held instanceof Value.Numeric(double number) && Double.isNaN(number) ? 1 : 0)
        .orElse(2);
  }

  private static Object bound(Value value, Column.Type type) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Numeric(double number) ->
          type == Column.Type.REAL ? SortableDouble.ordered(number) : (Object) (long) number;
    };
  }

  private Row row(ResultSet row, List<Order<F>> order) throws SQLException {
    List<Optional<Value>> values = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      Column.Type type = columns.apply(order.get(i).field()).type();
      values.add(
          switch (row.getInt("r" + i)) {
            case 0 -> Optional.of(value(row, "v" + i, type));
            case 1 -> Optional.of(new Value.Numeric(Double.NaN));
            default -> Optional.empty();
          });
    }
    return new Row(row.getLong("id"), new Position(values));
  }

  private static Value value(ResultSet row, String name, Column.Type type) throws SQLException {
    return switch (type) {
      case TEXT -> new Value.Text(row.getString(name));
      case WHOLE -> new Value.Numeric(row.getLong(name));
      case REAL -> new Value.Numeric(SortableDouble.value(row.getLong(name)));
    };
  }
}
