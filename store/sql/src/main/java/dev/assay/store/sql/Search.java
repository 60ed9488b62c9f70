package dev.assay.store.sql;

import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Position;
import dev.assay.core.query.RowOrder;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;

/**
 * Finds one page of the numbers of rows, by one statement: for tables of moderate size, as those of
 * models and versions are.
 *
 * @param from the searched table, named {@code m}, and what is joined to it
 * @param filtered where each field stands in a condition
 * @param ordered where each field stands in an order: at most one value
 */
record Search<F>(
    Dialect dialect,
    String from,
    Function<F, SearchColumn> filtered,
    Function<F, SearchColumn> ordered) {
  Search(Dialect dialect, String from, Function<F, SearchColumn> columns) {
    this(dialect, from, columns, columns);
  }

  /**
   * Reads a page.
   *
   * @param scope what must hold besides the filter
   * @param terms must be total
   */
  Page<Long> page(
      Session session, Sql scope, Filter<F> filter, List<Order<F>> terms, PageRequest page)
      throws SQLException {
    OrderSql order = OrderSql.of(terms, ordered);
    Sql sql =
        Sql.of("SELECT m.id" + order.selected() + " FROM " + from)
            .add(order.joins())
            .add(" WHERE ")
            .add(scope)
            .add(" AND ")
            .add(new FilterSql<>(dialect, filtered).condition(filter));
    page.after()
        .map(cursor -> Position.of(cursor, terms))
        .ifPresent(position -> sql.add(" AND ").add(order.after(position)));
    sql.add(order.orderBy() + " LIMIT ?", page.limit() + 1);
    List<Found<Long>> found =
        session.list(
            sql.text(), row -> new Found<>(row.getLong(1), order.read(row, 2)), sql.values());
    return new RowOrder<>(terms, Found.<Long, F>reader(terms))
        .page(found.stream(), page)
        .map(Found::row);
  }
}
