package dev.assay.store.sql;

import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.query.Position;
import dev.assay.store.sql.SearchColumn.Beside;
import dev.assay.store.sql.SearchColumn.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes an order in SQL: what to join, to select, to sort by, and which rows come after a
 * position. Each term has two keys: a class (0 value, 1 NaN, 2 nothing) and the value. Immutable.
 */
final class OrderSql {
  private final List<Term> terms;

  private OrderSql(List<Term> terms) {
    this.terms = terms;
  }

  /** One term: its column, under an alias when it is kept beside. */
  private record Term(
      SearchColumn column, String alias, boolean descending, Optional<String> known) {
    /** The class as SQL, or the only one it can be. */
    String rank() {
      if (known.isPresent()) {
        return known.get();
      }
      String value = column.value(alias);
      Beside beside = column.beside();
      if (column.kind() == Kind.DOUBLE && beside != null) {
        return "CASE WHEN %s.%s IS NULL THEN 2 WHEN %s IS NULL THEN 1 ELSE 0 END"
            .formatted(alias, beside.mark(), value);
      }
      return "CASE WHEN " + value + " IS NULL THEN 2 ELSE 0 END";
    }

    String key() {
      return column.key(alias);
    }

    boolean isJoined() {
      return column.beside() != null && known.isEmpty();
    }
  }

  /** The terms of an order by their columns, which {@code <F>} knows. */
  static <F> OrderSql of(
      List<Order<F>> order, java.util.function.Function<F, SearchColumn> columns) {
    List<Term> terms = new ArrayList<>();
    for (Order<F> each : order) {
      SearchColumn column = columns.apply(each.field());
      terms.add(
          new Term(
              column,
              "o" + terms.size(),
              each.descending(),
              column.present() ? Optional.of("0") : Optional.empty()));
    }
    return new OrderSql(List.copyOf(terms));
  }

  /** The same with the first term's class known, its table (if beside) joined under this alias. */
  OrderSql withFirst(String alias, int rank) {
    List<Term> changed = new ArrayList<>(terms);
    Term first = terms.getFirst();
    changed.set(
        0,
        new Term(first.column(), alias, first.descending(), Optional.of(Integer.toString(rank))));
    return new OrderSql(List.copyOf(changed));
  }

  /** Joins what the terms look at. */
  Sql joins() {
    Sql sql = new Sql();
    for (Term term : terms) {
      Beside beside = term.column().beside();
      if (beside != null && term.isJoined()) {
        sql.add(" LEFT JOIN " + beside.table() + " " + term.alias() + " ON ")
            .add(beside.linked(term.alias()));
      }
    }
    return sql;
  }

  /** {@code , class, key} of each term. */
  String selected() {
    StringBuilder sql = new StringBuilder();
    for (Term term : terms) {
      sql.append(", ").append(term.rank()).append(", ").append(keyOrNull(term));
    }
    return sql.toString();
  }

  private static String keyOrNull(Term term) {
    return isValued(term) ? term.key() : "NULL";
  }

  /** Whether rows may differ in the key: not when the class is known to be NaN or nothing. */
  private static boolean isValued(Term term) {
    return term.known().map(rank -> rank.equals("0")).orElse(true);
  }

  /** {@code ORDER BY ...}. */
  String orderBy() {
    List<String> keys = new ArrayList<>();
    for (Term term : terms) {
      if (term.known().isEmpty()) {
        keys.add(term.rank());
      }
      if (isValued(term)) {
        keys.add(term.key() + (term.descending() ? " DESC" : ""));
      }
    }
    return " ORDER BY " + String.join(", ", keys);
  }

  /** The condition that a row comes after the position. */
  Sql after(Position position) {
    return after(position, 0);
  }

  private Sql after(Position position, int i) {
    if (i == terms.size()) {
      return Sql.of("1 = 0");
    }
    Term term = terms.get(i);
    int rank = rank(position.values().get(i));
    Sql within = rank == 0 ? afterValue(position, i) : after(position, i + 1);
    if (term.known().isPresent()) {
      return within;
    }
    return Sql.of("(" + term.rank() + " > " + rank + " OR (" + term.rank() + " = " + rank + " AND ")
        .add(within)
        .add("))");
  }

  private Sql afterValue(Position position, int i) {
    Term term = terms.get(i);
    Object value = term.column().parameter(position.values().get(i).orElseThrow());
    String beyond = term.descending() ? " < ?" : " > ?";
    return Sql.of("(" + term.key() + beyond + " OR (" + term.key() + " = ? AND ", value, value)
        .add(after(position, i + 1))
        .add("))");
  }

  /** A bound that an index on the first term can start from. */
  Sql firstBound(Position position) {
    Term term = terms.getFirst();
    Object value = term.column().parameter(position.values().getFirst().orElseThrow());
    return Sql.of(term.key() + (term.descending() ? " <= ?" : " >= ?"), value);
  }

  /** The class of a value in a position. */
  static int rank(Optional<Value> value) {
    return value
        .map(held -> held instanceof Value.Numeric(double n) && Double.isNaN(n) ? 1 : 0)
        .orElse(2);
  }

  /** Reads what {@link #selected} selects, from this column on. */
  List<Optional<Value>> read(ResultSet row, int column) throws SQLException {
    List<Optional<Value>> values = new ArrayList<>(terms.size());
    for (int i = 0; i < terms.size(); i++) {
      values.add(terms.get(i).column().read(row, column + 2 * i));
    }
    return values;
  }
}
