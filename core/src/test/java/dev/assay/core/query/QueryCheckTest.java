package dev.assay.core.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter.Comparison;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Aggregate;
import dev.assay.core.run.RunField.Attribute;
import dev.assay.core.run.RunQuery;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class QueryCheckTest {
  private static final RunField LOSS = new RunField.Metric("loss", Aggregate.LAST);
  private static final RunField LR = new RunField.Param("lr");

  @Test
  void refusesConstantsOfAnotherKind() {
    assertInvalid(new Comparison<>(LOSS, Operator.EQUAL, new Value.Text("1")));
    assertInvalid(new Comparison<>(LR, Operator.EQUAL, new Value.Numeric(1)));
    assertInvalid(new Filter.Membership<>(Attribute.STARTED_AT, false, List.of("1")));
  }

  @Test
  void refusesPatternsOnNumbersAndNotANumber() {
    assertInvalid(new Comparison<>(LOSS, Operator.LIKE, new Value.Numeric(1)));
    assertInvalid(new Comparison<>(LOSS, Operator.ILIKE, new Value.Numeric(1)));
    assertInvalid(new Comparison<>(LOSS, Operator.NOT_EQUAL, new Value.Numeric(Double.NaN)));
  }

  @Test
  void looksInside() {
    Filter<RunField> wrong = new Comparison<>(LR, Operator.EQUAL, new Value.Numeric(1));
    assertInvalid(new Filter.And<>(List.of(Filter.everything(), new Filter.Or<>(List.of(wrong)))));
  }

  @Test
  void takesWhatMakesSense() {
    assertThatCode(
            () ->
                query(
                    new Filter.And<>(
                        List.of(
                            new Comparison<>(LR, Operator.ILIKE, new Value.Text("0.%")),
                            new Comparison<>(
                                LOSS, Operator.LESS, new Value.Numeric(Double.POSITIVE_INFINITY)))),
                    List.of()))
        .doesNotThrowAnyException();
  }

  @Test
  void refusesOrdersThatSayNothing() {
    Order<RunField> byLoss = new Order<>(LOSS, true);
    List<Order<RunField>> many =
        IntStream.rangeClosed(0, QueryCheck.ORDER_TERMS_MAX)
            .<Order<RunField>>mapToObj(i -> new Order<>(new RunField.Param("p" + i), false))
            .toList();
    List<List<Order<RunField>>> wrong =
        List.of(
            List.of(byLoss, new Order<>(LOSS, false)),
            List.of(new Order<>(RunField.Dataset.NAME, false)),
            many);
    for (List<Order<RunField>> order : wrong) {
      assertThatThrownBy(() -> query(Filter.everything(), order)).isInstanceOf(Failure.class);
    }
  }

  private static void assertInvalid(Filter<RunField> filter) {
    assertThatThrownBy(() -> query(filter, List.of()))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID));
  }

  private static RunQuery query(Filter<RunField> filter, List<Order<RunField>> order) {
    return new RunQuery(List.of(), Visibility.ACTIVE, filter, order);
  }
}
