package dev.assay.core.query.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.project.ProjectField;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.And;
import dev.assay.core.query.Filter.Comparison;
import dev.assay.core.query.Filter.Membership;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Or;
import dev.assay.core.query.Filter.Value.Numeric;
import dev.assay.core.query.Filter.Value.Text;
import dev.assay.core.query.Order;
import dev.assay.core.query.parse.Grammar.Style;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Aggregate;
import dev.assay.core.run.RunField.Attribute;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class GrammarTest {
  private static final RunField METRIC_M = new RunField.Metric("m", Aggregate.LAST);
  private static final RunField PARAM_P = new RunField.Param("p");

  private static Filter<RunField> plain(String text) {
    return Grammar.filter(text, RunVocabulary.RUNS, Style.PLAIN);
  }

  private static Filter<RunField> extended(String text) {
    return Grammar.filter(text, RunVocabulary.RUNS, Style.EXTENDED);
  }

  private static Filter<RunField> metric(Operator operator, double value) {
    return new Comparison<>(METRIC_M, operator, new Numeric(value));
  }

  private static Filter<RunField> param(Operator operator, String value) {
    return new Comparison<>(PARAM_P, operator, new Text(value));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t"})
  void blankTextHoldsForEveryRow(String text) {
    assertThat(plain(text)).isEqualTo(Filter.everything());
  }

  @Test
  void readsEveryComparisonOfNumbers() {
    assertThat(plain("metrics.m = 1")).isEqualTo(metric(Operator.EQUAL, 1));
    assertThat(plain("metric.m != -1.5")).isEqualTo(metric(Operator.NOT_EQUAL, -1.5));
    assertThat(plain("metrics.m<1e3")).isEqualTo(metric(Operator.LESS, 1000));
    assertThat(plain("metrics.m <= .5")).isEqualTo(metric(Operator.LESS_OR_EQUAL, 0.5));
    assertThat(plain("metrics.m > -.5e-1")).isEqualTo(metric(Operator.GREATER, -0.05));
    assertThat(plain("  metrics.m>=2.  ")).isEqualTo(metric(Operator.GREATER_OR_EQUAL, 2));
  }

  @Test
  void readsTextsInBothQuotes() {
    assertThat(plain("params.p = 'a \"b\"'")).isEqualTo(param(Operator.EQUAL, "a \"b\""));
    assertThat(plain("param.p != \"it's\"")).isEqualTo(param(Operator.NOT_EQUAL, "it's"));
    assertThat(plain("parameters.p like 'a%'")).isEqualTo(param(Operator.LIKE, "a%"));
    assertThat(plain("params.p ILike ''")).isEqualTo(param(Operator.ILIKE, ""));
  }

  @Test
  void readsNullTests() {
    assertThat(plain("params.p IS NULL")).isEqualTo(new Filter.Absent<>(PARAM_P));
    assertThat(plain("params.p is not null")).isEqualTo(new Filter.Present<>(PARAM_P));
  }

  @Test
  void readsLists() {
    assertThat(plain("run_id IN ('a', \"b\")"))
        .isEqualTo(new Membership<RunField>(Attribute.ID, false, List.of("a", "b")));
    assertThat(plain("attributes.run_id not in('a')"))
        .isEqualTo(new Membership<RunField>(Attribute.ID, true, List.of("a")));
  }

  @Test
  void keysWithOtherCharactersStandInQuotes() {
    RunField key = new RunField.Tag("a b/c");
    Filter<RunField> wanted = new Comparison<>(key, Operator.EQUAL, new Text("v"));
    assertThat(plain("tags.`a b/c` = 'v'")).isEqualTo(wanted);
    assertThat(plain("tag.\"a b/c\" = 'v'")).isEqualTo(wanted);
    assertThat(plain("`tags`.`a b/c` = 'v'")).isEqualTo(wanted);
  }

  @Test
  void keysMayHoldDots() {
    assertThat(plain("tags.mlflow.source.name = 'x'"))
        .isEqualTo(
            new Comparison<RunField>(
                new RunField.Tag("mlflow.source.name"), Operator.EQUAL, new Text("x")));
    assertThat(plain("metrics.m.max > 1"))
        .isEqualTo(
            new Comparison<RunField>(
                new RunField.Metric("m.max", Aggregate.LAST), Operator.GREATER, new Numeric(1)));
  }

  @Test
  void knowsAttributesByAllTheirNames() {
    Filter<RunField> named = new Comparison<>(Attribute.NAME, Operator.EQUAL, new Text("x"));
    for (String name : List.of("run_name", "attr.run_name", "run.run_name", "`run name`")) {
      assertThat(plain(name + " = 'x'")).as(name).isEqualTo(named);
    }
    assertThat(plain("created > 5")).isEqualTo(plain("attributes.start_time > 5"));
  }

  @Test
  void joinsClausesByAnd() {
    assertThat(plain("metrics.m > 0 and params.p = 'a' And metrics.m < 9"))
        .isEqualTo(
            new And<>(
                List.of(
                    metric(Operator.GREATER, 0),
                    param(Operator.EQUAL, "a"),
                    metric(Operator.LESS, 9))));
  }

  @Test
  void andBindsTighterThanOr() {
    assertThat(extended("metrics.m > 0 OR metrics.m < 9 AND params.p = 'a'"))
        .isEqualTo(
            new Or<>(
                List.of(
                    metric(Operator.GREATER, 0),
                    new And<>(List.of(metric(Operator.LESS, 9), param(Operator.EQUAL, "a"))))));
    assertThat(extended("(metrics.m > 0 OR metrics.m < 9) AND params.p = 'a'"))
        .isEqualTo(
            new And<>(
                List.of(
                    new Or<>(List.of(metric(Operator.GREATER, 0), metric(Operator.LESS, 9))),
                    param(Operator.EQUAL, "a"))));
  }

  @Test
  void functionsChooseTheNumberOfASeries() {
    assertThat(extended("max(metrics.m) > 0.5"))
        .isEqualTo(
            new Comparison<RunField>(
                new RunField.Metric("m", Aggregate.MAX), Operator.GREATER, new Numeric(0.5)));
    assertThat(Grammar.order(List.of("MIN(metrics.`m`) DESC"), RunVocabulary.RUNS, Style.EXTENDED))
        .containsExactly(new Order<>(new RunField.Metric("m", Aggregate.MIN), true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "params.p = a",
        "metrics.m = 'x'",
        "foo = 'x'",
        "foo.bar = 'x'",
        "metrics.m > 0 OR metrics.m < 0",
        "NOT metrics.m > 0",
        "(metrics.m > 0)",
        "max(metrics.m) > 0",
        "params.p > 'a'",
        "metrics.m LIKE 'a'",
        "status IN ('FINISHED')",
        "metrics.m BETWEEN 1 AND 2",
        "metrics.m == 1",
        "metrics.m <> 1",
        "metrics.m = +1",
        "metrics.m = 1e999",
        "metrics.m = 0x10",
        "metrics.m = inf",
        "1 < metrics.m",
        "metrics.m IS NULL",
        "user_id IS NULL",
        "start_time = 'x'",
        "dataset.source = 'x'",
        "run_id IN ()",
        "run_id IN (1)",
        "run_id IN 'a'",
        "metrics.m > 0; metrics.m < 9",
        "metrics.m",
        "metrics. > 1",
        "metrics.m >",
        "metrics.m > 0 AND",
        "AND metrics.m > 0",
        "metrics.m > 0 metrics.m < 9",
        "params.p = 'it''s'",
        "params.p = 'open",
        "params.p = `a`",
        "lifecycle_stage = 'active'",
        "metrics.val-loss > 1",
        "metrics.m > 1 -- why"
      })
  void refusesWhatIsNotInTheGrammar(String text) {
    assertThatThrownBy(() -> plain(text))
        .isInstanceOfSatisfying(
            Failure.class, failure -> assertThat(failure.kind()).isEqualTo(Failure.Kind.INVALID));
  }

  @Test
  void refusesParenthesesBeyondTheDepthLimit() {
    int deep = Grammar.DEPTH_MAX;
    String clause = "metrics.m > 0";
    assertThat(extended("(".repeat(deep) + clause + ")".repeat(deep)))
        .isEqualTo(metric(Operator.GREATER, 0));
    assertThatThrownBy(() -> extended("(".repeat(deep + 1) + clause + ")".repeat(deep + 1)))
        .hasMessageContaining("parentheses");
    assertThatThrownBy(() -> extended("(".repeat(900_000))).isInstanceOf(Failure.class);
  }

  @Test
  void refusesMoreClausesThanTheLimit() {
    String clause = "metrics.m > 0";
    String all = String.join(" AND ", Collections.nCopies(Grammar.CLAUSES_MAX, clause));
    assertThat(plain(all)).isInstanceOf(And.class);
    assertThatThrownBy(() -> plain(all + " AND " + clause)).hasMessageContaining("clauses");
  }

  @Test
  void readsOrders() {
    assertThat(
            Grammar.order(
                List.of("metrics.m", "params.`p` desc", "start_time ASC"),
                RunVocabulary.RUNS,
                Style.PLAIN))
        .containsExactly(
            new Order<>(METRIC_M, false),
            new Order<>(PARAM_P, true),
            new Order<>(Attribute.STARTED_AT, false));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"metrics.m UP", "nope", "metrics.m ASC DESC", "foo.bar", "", "dataset.name"})
  void refusesOrdersThatNameNothing(String term) {
    assertThatThrownBy(() -> Grammar.order(List.of(term), RunVocabulary.RUNS, Style.PLAIN))
        .isInstanceOf(Failure.class);
  }

  @Test
  void projectIdsAreWrittenAsTextsAndComparedAsNumbers() {
    assertThat(Grammar.filter("experiment_id != '7'", ProjectVocabulary.PROJECTS, Style.PLAIN))
        .isEqualTo(new Comparison<>(ProjectField.Attribute.ID, Operator.NOT_EQUAL, new Numeric(7)));
  }
}
