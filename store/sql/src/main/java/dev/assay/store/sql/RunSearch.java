package dev.assay.store.sql;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Order;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Position;
import dev.assay.core.query.RowOrder;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunQuery;
import dev.assay.store.sql.RunSources.Source;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One search for runs. It walks an index in the order wanted and looks at the other conditions row
 * by row until the page is full; or, where a condition is met by few runs, it looks at those alone
 * and sorts them. What comes from several projects or indexes is merged. For use once.
 */
final class RunSearch {
  private final Session session;
  private final RunQuery query;
  private final PageRequest page;
  private final List<Order<RunField>> order;
  private final Optional<Position> after;
  private final RunColumns columns;
  private final FilterSql<RunField> conditions;
  private final RunSources sources;
  private final RunSeeks seeks;

  /** One more than the page holds tells whether there is a next one. */
  private final int wanted;

  RunSearch(Session session, Database database, Keys keys, RunQuery query, PageRequest page) {
    this.session = session;
    this.query = query;
    this.page = page;
    this.order = query.totalOrder();
    this.after = page.after().map(cursor -> Position.of(cursor, order));
    this.columns = new RunColumns(session, database, keys);
    this.conditions = new FilterSql<>(session.dialect(), columns::column);
    this.sources = new RunSources(session.dialect(), columns, query.visibility());
    this.seeks = new RunSeeks(session, columns, conditions, query.visibility());
    this.wanted = page.limit() + 1;
  }

  Page<RunRow> run() throws SQLException {
    List<Found<RunRow>> found = new ArrayList<>();
    List<Long> walked = new ArrayList<>();
    long most = fewEnough();
    for (ProjectId project : query.projects().stream().distinct().toList()) {
      Optional<Sql> seek = seeks.best(query.filter(), project.value(), most);
      if (seek.isPresent()) {
        found.addAll(list(sought(seek.get(), project.value()), generic()));
      } else {
        walked.add(project.value());
      }
    }
    walk(walked, found);
    return new RowOrder<>(order, Found.<RunRow, RunField>reader(order))
        .page(found.stream(), page)
        .map(Found::row);
  }

  /**
   * Walking costs about {@code wanted * runs / matches}, looking at all matches costs {@code
   * matches}: the latter is less while matches are fewer than this.
   */
  private long fewEnough() throws SQLException {
    long runs = session.number("SELECT coalesce(max(id), 0) FROM run");
    return (long) Math.sqrt((double) wanted * runs);
  }

  private OrderSql generic() {
    return OrderSql.of(order, columns::column);
  }

  private Sql sought(Sql seek, long project) {
    OrderSql generic = generic();
    Sql sql =
        Sql.of(
            "SELECT " + RunRow.COLUMNS + generic.selected() + " FROM (SELECT DISTINCT id FROM (");
    sql.add(seek).add(") every) sought CROSS JOIN run r").add(generic.joins());
    sql.add(" WHERE r.id = sought.id AND r.project_id = ? AND ", project);
    sql.add(SqlProjects.visible(query.visibility(), "r") + " AND ");
    sql.add(conditions.condition(query.filter()));
    after.ifPresent(position -> sql.add(" AND ").add(generic.after(position)));
    return sql.add(generic.orderBy() + " LIMIT ?", wanted);
  }

  /** Class by class: once values fill the page, runs with NaN or nothing are not looked for. */
  private void walk(List<Long> projects, List<Found<RunRow>> found) throws SQLException {
    int firstRank = after.map(position -> OrderSql.rank(position.values().getFirst())).orElse(0);
    int count = 0;
    for (int rank = firstRank; rank <= 2 && count < wanted; rank++) {
      for (long project : projects) {
        for (Source source : sources.of(order.getFirst().field(), rank, project)) {
          List<Found<RunRow>> part = list(walking(source, rank), walkOrder(source, rank));
          found.addAll(part);
          count += part.size();
        }
      }
    }
  }

  private OrderSql walkOrder(Source source, int rank) {
    OrderSql walk =
        OrderSql.of(
            order,
            field ->
                source.besideRun() && field == RunField.Attribute.STARTED_AT
                    ? SearchColumn.number(RunSources.WALKED + ".started_at")
                    : columns.column(field));
    return walk.withFirst(RunSources.WALKED, rank);
  }

  private Sql walking(Source source, int rank) {
    OrderSql walk = walkOrder(source, rank);
    Sql sql = Sql.of("SELECT " + RunRow.COLUMNS + walk.selected() + " FROM " + source.from());
    sql.add(walk.joins()).add(" WHERE ").add(source.where()).add(" AND ");
    sql.add(conditions.condition(query.filter()));
    after
        .filter(position -> OrderSql.rank(position.values().getFirst()) == rank)
        .ifPresent(
            position -> {
              if (rank == 0) {
                sql.add(" AND ").add(walk.firstBound(position));
              }
              sql.add(" AND ").add(walk.after(position));
            });
    return sql.add(walk.orderBy() + " LIMIT ?", wanted);
  }

  private List<Found<RunRow>> list(Sql sql, OrderSql terms) throws SQLException {
    return session.list(
        sql.text(),
        row -> new Found<>(RunRow.read(row), terms.read(row, RunRow.COLUMN_COUNT + 1)),
        sql.values());
  }
}
