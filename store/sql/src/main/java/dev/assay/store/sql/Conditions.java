package dev.assay.store.sql;

import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import java.util.List;
import java.util.function.Function;

/** Turns a {@link Filter}, checked before, into an SQL condition with bound values. */
record Conditions<F>(Dialect dialect, Function<F, Column> columns) {
  Fragment of(Filter<F> filter) {
    return switch (filter) {
      case Filter.And<F>(var all) -> Fragment.and(all.stream().map(this::of).toList());
      case Filter.Or<F>(var any) -> Fragment.or(any.stream().map(this::of).toList());
      case Filter.Comparison<F>(var field, var operator, var value) ->
          holds(columns.apply(field), comparison(columns.apply(field), operator, value));
      case Filter.Membership<F>(var field, var negated, var values) ->
          holds(columns.apply(field), membership(columns.apply(field), negated, values));
      case Filter.Absent<F>(var field) -> absent(columns.apply(field));
      case Filter.Present<F>(var field) -> holds(columns.apply(field), Fragment.TRUE);
    };
  }

  /** The row has the field, and its value meets the condition. */
  private static Fragment holds(Column column, Fragment condition) {
    return switch (column) {
      case Column.Own own ->
          own.nullable()
              ? Fragment.and(List.of(Fragment.of(own.value() + " IS NOT NULL"), condition))
              : condition;
      case Column.Side side -> exists(side.from().then(" AND ").then(condition));
    };
  }

  private static Fragment absent(Column column) {
    return switch (column) {
      case Column.Own own ->
          own.nullable() ? Fragment.of(own.value() + " IS NULL") : Fragment.FALSE;
      case Column.Side side -> Fragment.of("NOT ").then(exists(side.from()));
    };
  }

  static Fragment exists(Fragment from) {
    return Fragment.of("EXISTS (SELECT 1 FROM ").then(from).then(")");
  }

  private Fragment comparison(Column column, Operator operator, Value value) {
    return switch (value) {
      case Value.Text(var text) -> text(column.value(), operator, text);
      case Value.Numeric(var number) ->
          switch (column.type()) {
            case REAL -> real(column.value(), operator, number);
            case WHOLE, TEXT -> Fragment.of(column.value() + symbol(operator) + "?", number);
          };
    };
  }

  private Fragment text(String expression, Operator operator, String text) {
    return switch (operator) {
      case LIKE -> Fragment.of(dialect.like(expression), dialect.pattern(text));
      case ILIKE -> Fragment.of(dialect.likeIgnoringCase(expression), text);
      case EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL ->
          Fragment.of(expression + symbol(operator) + "?", text);
    };
  }

  /**
   * NaN, which is NULL, satisfies only NOT_EQUAL; 0.0 and -0.0, which are neighbours, are equal.
   */
  private static Fragment real(String expression, Operator operator, double number) {
    long low = SortableDouble.ordered(number == 0 ? -0.0 : number);
    long high = SortableDouble.ordered(number == 0 ? 0.0 : number);
    return switch (operator) {
      case EQUAL -> Fragment.of(expression + " BETWEEN ? AND ?", low, high);
      case NOT_EQUAL ->
          Fragment.of(
              "(" + expression + " IS NULL OR " + expression + " NOT BETWEEN ? AND ?)", low, high);
      case LESS, GREATER_OR_EQUAL -> Fragment.of(expression + symbol(operator) + "?", low);
      case LESS_OR_EQUAL, GREATER -> Fragment.of(expression + symbol(operator) + "?", high);
      case LIKE, ILIKE -> throw new IllegalArgumentException("a number has no text pattern");
    };
  }

  private static Fragment membership(Column column, boolean negated, List<String> values) {
    if (values.isEmpty()) {
      return negated ? Fragment.TRUE : Fragment.FALSE;
    }
    return Fragment.in(column.value() + (negated ? " NOT" : ""), values);
  }

  private static String symbol(Operator operator) {
    return switch (operator) {
      case EQUAL -> " = ";
      case NOT_EQUAL -> " <> ";
      case LESS -> " < ";
      case LESS_OR_EQUAL -> " <= ";
      case GREATER -> " > ";
      case GREATER_OR_EQUAL -> " >= ";
      case LIKE, ILIKE -> throw new IllegalArgumentException("a number has no text pattern");
    };
  }
}
