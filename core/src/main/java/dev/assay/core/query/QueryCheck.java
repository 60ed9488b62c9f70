package dev.assay.core.query;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * Refuses queries that make no sense, so that no store ever sees one: constants of another kind
 * than their field, patterns on numbers, NaN as a constant, too many or repeated order terms. Pure
 * functions.
 */
public final class QueryCheck {
  /** Most order terms in a query; keeps cursors short. */
  public static final int ORDER_TERMS_MAX = 8;

  private QueryCheck() {}

  /**
   * Checks a filter against the kinds of its fields.
   *
   * @throws Failure INVALID naming the field
   */
  public static <F> void filter(Filter<F> filter, Function<F, FieldKind> kinds) {
    switch (filter) {
      case Filter.And<F>(List<Filter<F>> all) -> all.forEach(each -> filter(each, kinds));
      case Filter.Or<F>(List<Filter<F>> any) -> any.forEach(each -> filter(each, kinds));
      case Filter.Comparison<F>(F field, Operator operator, Value value) ->
          comparison(field, kinds.apply(field), operator, value);
      case Filter.Membership<F>(F field, boolean negated, List<String> values) -> {
        if (kinds.apply(field) != FieldKind.TEXT) {
          throw Failure.invalid(field + " is a number: compare it with =, not with a list");
        }
      }
      case Filter.Absent<F> absent -> {}
      case Filter.Present<F> present -> {}
    }
  }

  /**
   * Checks the terms of an order.
   *
   * @throws Failure INVALID when a field stands twice or there are too many
   */
  public static <F> void order(List<Order<F>> terms) {
    if (terms.size() > ORDER_TERMS_MAX) {
      throw Failure.invalid(
          "a search is ordered by at most " + ORDER_TERMS_MAX + " keys, not " + terms.size());
    }
    Set<F> seen = new HashSet<>();
    for (Order<F> term : terms) {
      if (!seen.add(term.field())) {
        throw Failure.invalid("the order names " + term.field() + " twice");
      }
    }
  }

  private static void comparison(Object field, FieldKind kind, Operator operator, Value value) {
    switch (value) {
      case Value.Text text -> {
        if (kind != FieldKind.TEXT) {
          throw Failure.invalid(field + " is a number: compare it with one, without quotes");
        }
      }
      case Value.Numeric(double number) -> {
        if (kind != FieldKind.NUMBER) {
          throw Failure.invalid(field + " is a text: compare it with one, in quotes");
        }
        if (Double.isNaN(number) || operator == Operator.LIKE || operator == Operator.ILIKE) {
          throw Failure.invalid(field + " is a number: compare it with one by = != < <= > >=");
        }
      }
    }
  }
}
