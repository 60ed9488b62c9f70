package dev.assay.core.query.parse;

import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import java.util.List;

/** What a clause says of the thing it names. */
public sealed interface Condition {
  /** It compares so with a constant. */
  record Compared(Operator operator, Value value) implements Condition {}

  /** It is one of these texts, or ({@code negated}) present and none of them. */
  record Listed(boolean negated, List<String> values) implements Condition {
    public Listed {
      values = List.copyOf(values);
    }
  }

  /** It is missing, or ({@code negated}) present. */
  record Missing(boolean negated) implements Condition {}

  /** This condition on a field of the domain that means the same. */
  default <F> Filter<F> on(F field) {
    return switch (this) {
      case Compared(Operator operator, Value value) ->
          new Filter.Comparison<>(field, operator, value);
      case Listed(boolean negated, List<String> values) ->
          new Filter.Membership<>(field, negated, values);
      case Missing(boolean negated) ->
          negated ? new Filter.Present<>(field) : new Filter.Absent<>(field);
    };
  }
}
