package dev.assay.store.sql;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.store.sql.SearchColumn.Beside;
import dev.assay.store.sql.SearchColumn.Kind;
import java.util.List;
import java.util.function.Function;

/**
 * Writes a filter as a condition in SQL. A missing value is NULL or no row, and no condition on it
 * is true; there is no negation around conditions, so unknown and false are the same. Immutable.
 */
final class FilterSql<F> {
  /** Databases take no more parameters than about 32,000 in one statement. */
  static final int LIST_MAX = 10_000;

  private static final String ALIAS = "f";

  private final Dialect dialect;
  private final Function<F, SearchColumn> columns;

  FilterSql(Dialect dialect, Function<F, SearchColumn> columns) {
    this.dialect = dialect;
    this.columns = columns;
  }

  Sql condition(Filter<F> filter) {
    return switch (filter) {
      case Filter.And<F>(List<Filter<F>> all) -> joined(all, " AND ", "1 = 1");
      case Filter.Or<F>(List<Filter<F>> any) -> joined(any, " OR ", "1 = 0");
      case Filter.Comparison<F>(F field, Operator operator, Value value) -> {
        SearchColumn column = columns.apply(field);
        yield in(column, comparison(column, column.value(ALIAS), operator, value));
      }
      case Filter.Membership<F>(F field, boolean negated, List<String> values) -> {
        SearchColumn column = columns.apply(field);
        yield in(column, membership(column.value(ALIAS), negated, values));
      }
      case Filter.Present<F>(F field) -> present(columns.apply(field));
      case Filter.Absent<F>(F field) -> Sql.of("NOT ").add(present(columns.apply(field)));
    };
  }

  private Sql joined(List<Filter<F>> parts, String word, String none) {
    if (parts.isEmpty()) {
      return Sql.of(none);
    }
    Sql sql = Sql.of("(");
    String before = "";
    for (Filter<F> part : parts) {
      sql.add(before).add(condition(part));
      before = word;
    }
    return sql.add(")");
  }

  /** The condition where the value is: in the row itself, or in some row beside it. */
  private static Sql in(SearchColumn column, Sql condition) {
    Beside beside = column.beside();
    if (beside == null) {
      return condition;
    }
    return exists(beside).add(" AND ").add(condition).add(")");
  }

  private static Sql exists(Beside beside) {
    return Sql.of("EXISTS (SELECT 1 FROM " + beside.table() + " " + ALIAS + " WHERE ")
        .add(beside.linked(ALIAS));
  }

  private static Sql present(SearchColumn column) {
    Beside beside = column.beside();
    if (beside == null) {
      return Sql.of("(" + column.value(ALIAS) + " IS NOT NULL)");
    }
    Sql exists = exists(beside);
    return column.kind() == Kind.DOUBLE
        ? exists.add(")")
        : exists.add(" AND " + column.value(ALIAS) + " IS NOT NULL)");
  }

  Sql comparison(SearchColumn column, String expression, Operator operator, Value value) {
    return switch (operator) {
      case EQUAL -> equal(column, expression, value);
      case NOT_EQUAL -> notEqual(column, expression, value);
      case LESS -> compared(column, expression, " < ", value, -0.0);
      case LESS_OR_EQUAL -> compared(column, expression, " <= ", value, 0.0);
      case GREATER -> compared(column, expression, " > ", value, 0.0);
      case GREATER_OR_EQUAL -> compared(column, expression, " >= ", value, -0.0);
      case LIKE -> Sql.of(dialect.like(expression), dialect.pattern(text(value)));
      case ILIKE -> Sql.of(dialect.likeIgnoringCase(expression), text(value));
    };
  }

  /**
   * 0.0 and -0.0 are equal, but neighbours as they are kept: {@code zero} is the one to compare
   * with.
   */
  private static Sql compared(
      SearchColumn column, String expression, String operator, Value value, double zero) {
    Value bound = isZero(value) ? new Value.Numeric(zero) : value;
    return Sql.of(expression + operator + "?", column.parameter(bound));
  }

  private static boolean isZero(Value value) {
    return value instanceof Value.Numeric(double number) && number == 0;
  }

  private static Sql equal(SearchColumn column, String expression, Value value) {
    if (column.kind() == Kind.DOUBLE && isZero(value)) {
      return Sql.of(
          expression + " IN (?, ?)", SortableDouble.ordered(-0.0), SortableDouble.ordered(0.0));
    }
    return Sql.of(expression + " = ?", column.parameter(value));
  }

  /** NaN differs from every number. */
  private static Sql notEqual(SearchColumn column, String expression, Value value) {
    if (column.kind() != Kind.DOUBLE) {
      return Sql.of(expression + " <> ?", column.parameter(value));
    }
    return Sql.of("(NOT ")
        .add(equal(column, expression, value))
        .add(" OR " + expression + " IS NULL)");
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Numeric number ->
          throw new IllegalArgumentException("a number has no text pattern");
    };
  }

  private static Sql membership(String expression, boolean negated, List<String> values) {
    if (values.size() > LIST_MAX) {
      throw Failure.limit(
          "a list in a filter holds at most " + LIST_MAX + " values, not " + values.size());
    }
    if (values.isEmpty()) {
      return Sql.of(negated ? expression + " IS NOT NULL" : "1 = 0");
    }
    return Sql.of(
        expression + (negated ? " NOT IN " : " IN ") + Sql.placeholders(values.size()),
        values.toArray());
  }
}
