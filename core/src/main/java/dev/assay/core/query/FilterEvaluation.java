package dev.assay.core.query;

import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import java.util.List;

/**
 * Decides whether a row meets a condition, one row at a time. It is what {@link Filter} means: a
 * store that searches with indexes must find exactly these rows. Immutable.
 */
public final class FilterEvaluation<R, F> {
  private final FieldReader<R, F> fields;

  public FilterEvaluation(FieldReader<R, F> fields) {
    this.fields = fields;
  }

  public boolean matches(Filter<F> filter, R row) {
    return switch (filter) {
      case Filter.And<F>(List<Filter<F>> all) -> all.stream().allMatch(each -> matches(each, row));
      case Filter.Or<F>(List<Filter<F>> any) -> any.stream().anyMatch(each -> matches(each, row));
      case Filter.Comparison<F>(F field, Operator operator, Value wanted) ->
          fields.values(row, field).stream().anyMatch(held -> holds(held, operator, wanted));
      case Filter.Membership<F>(F field, boolean negated, List<String> values) ->
          fields.values(row, field).stream()
              .anyMatch(held -> values.contains(text(held)) != negated);
      case Filter.Absent<F>(F field) -> fields.values(row, field).isEmpty();
      case Filter.Present<F>(F field) -> !fields.values(row, field).isEmpty();
    };
  }

  private static boolean holds(Value held, Operator operator, Value wanted) {
    return switch (held) {
      case Value.Text(String text) -> holds(text, operator, text(wanted));
      case Value.Numeric(double number) -> holds(number, operator, number(wanted));
    };
  }

  private static boolean holds(String held, Operator operator, String wanted) {
    int order = CodePointOrder.BY_CODE_POINT.compare(held, wanted);
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
      case LIKE -> new LikePattern(wanted, false).matches(held);
      case ILIKE -> new LikePattern(wanted, true).matches(held);
    };
  }

  private static boolean holds(double held, Operator operator, double wanted) {
    return switch (operator) {
      case EQUAL -> held == wanted;
      case NOT_EQUAL -> held != wanted;
      case LESS -> held < wanted;
      case LESS_OR_EQUAL -> held <= wanted;
      case GREATER -> held > wanted;
      case GREATER_OR_EQUAL -> held >= wanted;
      case LIKE, ILIKE -> throw new IllegalArgumentException("a number has no text pattern");
    };
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Text(String text) -> text;
      case Value.Numeric(double number) ->
          throw new IllegalArgumentException("a text was expected, not " + number);
    };
  }

  private static double number(Value value) {
    return switch (value) {
      case Value.Numeric(double number) -> number;
      case Value.Text(String text) ->
          throw new IllegalArgumentException("a number was expected, not '" + text + "'");
    };
  }
}
