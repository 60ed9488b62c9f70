package dev.assay.testkit;

import static dev.assay.testkit.RunSearch.absent;
import static dev.assay.testkit.RunSearch.ascending;
import static dev.assay.testkit.RunSearch.descending;
import static dev.assay.testkit.RunSearch.is;
import static dev.assay.testkit.RunSearch.last;
import static dev.assay.testkit.RunSearch.max;
import static dev.assay.testkit.RunSearch.min;
import static dev.assay.testkit.RunSearch.present;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.metric.Latest;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Order;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Projection.Keys;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.RunQuery;
import dev.assay.core.run.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How {@link dev.assay.core.run.Runs#search} looks at metrics, while runs run and afterwards. */
public abstract class RunMetricSearchKit extends PortKit {
  private static final RunField ACC = last("acc");
  private ProjectId project = ProjectId.DEFAULT;

  @BeforeEach
  final void makeProject() {
    project = project("alpha");
  }

  @Test
  void comparesTheLastValue() {
    logged("low", 0.9, 0.1);
    logged("high", 0.1, 0.9);
    logged("none");
    assertThat(find(is(ACC, Operator.GREATER, 0.5))).containsExactly("high");
    assertThat(find(is(ACC, Operator.LESS, 0.5))).containsExactly("low");
    assertThat(find(is(ACC, Operator.EQUAL, 0.1))).containsExactly("low");
    assertThat(find(is(ACC, Operator.NOT_EQUAL, 0.1))).containsExactly("high");
    assertThat(find(is(ACC, Operator.GREATER_OR_EQUAL, 0.1)))
        .containsExactlyInAnyOrder("low", "high");
    assertThat(find(is(ACC, Operator.LESS_OR_EQUAL, 0.1))).containsExactly("low");
    assertThat(find(absent(ACC))).containsExactly("none");
    assertThat(find(present(ACC))).containsExactlyInAnyOrder("low", "high");
    assertThat(find(is(last("ACC"), Operator.NOT_EQUAL, 7))).isEmpty();
  }

  @Test
  void comparesLeastAndGreatest() {
    logged("a", 1, 5, 3);
    logged("b", 2, 4, 9);
    assertThat(find(is(min("acc"), Operator.LESS, 2))).containsExactly("a");
    assertThat(find(is(max("acc"), Operator.GREATER, 5))).containsExactly("b");
    assertThat(find(is(last("acc"), Operator.EQUAL, 3))).containsExactly("a");
    assertThat(sorted(ascending(min("acc")))).containsExactly("a", "b");
    assertThat(sorted(descending(max("acc")))).containsExactly("b", "a");
  }

  @Test
  void takesTheLastByStepThenTimeThenValue() {
    RunInfo run = create("r");
    store
        .metrics()
        .append(
            run.id(),
            List.of(
                new MetricPoint("acc", 5, 100, 7),
                new MetricPoint("acc", 1, 900, 3),
                new MetricPoint("acc", 4, 50, 7),
                new MetricPoint("acc", 2, 100, 7)));
    assertThat(find(is(ACC, Operator.EQUAL, 5))).containsExactly("r");
    store.metrics().append(run.id(), List.of(new MetricPoint("acc", -3, 101, 7)));
    assertThat(find(is(ACC, Operator.EQUAL, -3))).containsExactly("r");
  }

  @Test
  void letsNotANumberSatisfyOnlyNotEqual() {
    logged("nan", 1, Double.NaN);
    logged("one", 1);
    for (Operator operator :
        List.of(
            Operator.EQUAL,
            Operator.LESS,
            Operator.LESS_OR_EQUAL,
            Operator.GREATER,
            Operator.GREATER_OR_EQUAL)) {
      for (double value : new double[] {0, 1, Double.POSITIVE_INFINITY, -1e300}) {
        assertThat(find(is(ACC, operator, value))).doesNotContain("nan");
      }
    }
    assertThat(find(is(ACC, Operator.NOT_EQUAL, 1))).containsExactly("nan");
    assertThat(find(present(ACC))).containsExactlyInAnyOrder("nan", "one");
    assertThat(find(absent(ACC))).isEmpty();
    assertThat(find(is(max("acc"), Operator.EQUAL, 1))).containsExactlyInAnyOrder("nan", "one");
  }

  @Test
  void findsASeriesOfNothingButNotANumber() {
    logged("nan", Double.NaN, Double.NaN);
    assertThat(find(is(min("acc"), Operator.NOT_EQUAL, 0))).containsExactly("nan");
    assertThat(find(is(max("acc"), Operator.GREATER, Double.NEGATIVE_INFINITY))).isEmpty();
    assertThat(find(present(min("acc")))).containsExactly("nan");
  }

  @Test
  void comparesInfinitiesAndExtremes() {
    logged("+inf", Double.POSITIVE_INFINITY);
    logged("-inf", Double.NEGATIVE_INFINITY);
    logged("max", Double.MAX_VALUE);
    logged("tiny", Double.MIN_VALUE);
    logged("zero", -0.0);
    assertThat(find(is(ACC, Operator.GREATER, Double.MAX_VALUE))).containsExactly("+inf");
    assertThat(find(is(ACC, Operator.EQUAL, Double.POSITIVE_INFINITY))).containsExactly("+inf");
    assertThat(find(is(ACC, Operator.LESS, -Double.MAX_VALUE))).containsExactly("-inf");
    assertThat(find(is(ACC, Operator.GREATER, 0))).containsExactlyInAnyOrder("tiny", "max", "+inf");
    assertThat(find(is(ACC, Operator.EQUAL, 0))).containsExactly("zero");
    assertThat(find(is(ACC, Operator.LESS, 0))).containsExactly("-inf");
    assertThat(sorted(ascending(ACC))).containsExactly("-inf", "zero", "tiny", "max", "+inf");
  }

  @Test
  void putsNotANumberBeforeMissingInBothDirections() {
    logged("none");
    logged("nan", 1, Double.NaN);
    logged("inf", Double.POSITIVE_INFINITY);
    logged("two", 2);
    logged("-inf", Double.NEGATIVE_INFINITY);
    assertThat(sorted(ascending(ACC))).containsExactly("-inf", "two", "inf", "nan", "none");
    assertThat(sorted(descending(ACC))).containsExactly("inf", "two", "-inf", "nan", "none");
    for (int limit = 1; limit < 6; limit++) {
      assertThat(paged(limit, ascending(ACC))).containsExactly("-inf", "two", "inf", "nan", "none");
      assertThat(paged(limit, descending(ACC)))
          .containsExactly("inf", "two", "-inf", "nan", "none");
    }
  }

  @Test
  void ordersNegativeZeroJustBeforeZero() {
    RunInfo negative = create("negative");
    RunInfo positive = create("positive");
    log(positive, 0.0);
    log(negative, -0.0);
    assertThat(sorted(ascending(ACC))).containsExactly("negative", "positive");
    assertThat(sorted(descending(ACC))).containsExactly("positive", "negative");
    assertThat(paged(1, descending(ACC))).containsExactly("positive", "negative");
    assertThat(find(is(ACC, Operator.EQUAL, 0))).containsExactlyInAnyOrder("negative", "positive");
    assertThat(find(is(ACC, Operator.LESS, 0))).isEmpty();
    assertThat(find(is(ACC, Operator.NOT_EQUAL, -0.0))).isEmpty();
  }

  @Test
  void findsRunningAndEndedRunsAlike() {
    List<RunInfo> runs = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      runs.add(logged("r" + i, i, i / 2.0));
    }
    for (int i = 0; i < 9; i += 2) {
      end(runs.get(i));
    }
    String[] byLast = {"r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8"};
    assertThat(sorted(ascending(ACC))).containsExactly(byLast);
    assertThat(paged(2, ascending(ACC))).containsExactly(byLast);
    assertThat(find(is(ACC, Operator.GREATER, 2.5))).containsExactlyInAnyOrder("r6", "r7", "r8");
    store.runs().update(runs.get(4));
    log(runs.get(4), 0, 0, 100);
    assertThat(sorted(descending(ACC)).getFirst()).isEqualTo("r4");
    end(runs.get(4));
    restart();
    assertThat(sorted(descending(ACC)).getFirst()).isEqualTo("r4");
    assertThat(find(is(max("acc"), Operator.EQUAL, 100))).containsExactly("r4");
  }

  @Test
  void seesWhatWasLoggedAfterTheEnd() {
    RunInfo run = logged("late", 1);
    end(run);
    log(run, 1, 2);
    assertThat(find(is(ACC, Operator.EQUAL, 2))).containsExactly("late");
    assertThat(find(is(ACC, Operator.EQUAL, 1))).isEmpty();
  }

  @Test
  void seesWhatTheTransactionLogged() {
    RunInfo run = logged("r", 1);
    assertRollsBack(
        () -> {
          log(run, 1, 7);
          assertThat(find(is(ACC, Operator.EQUAL, 7))).containsExactly("r");
        });
    assertThat(find(is(ACC, Operator.EQUAL, 7))).isEmpty();
    assertThat(find(is(ACC, Operator.EQUAL, 1))).containsExactly("r");
  }

  @Test
  void readsTheLatestThatTheProjectionNames() {
    RunInfo run = logged("r", 1, 2);
    store.metrics().append(run.id(), List.of(new MetricPoint("loss", Double.NaN, 9, 4)));
    RunQuery query = query(Filter.everything(), List.of());
    Projection some =
        new Projection(new Keys.Only(Set.of("loss", "absent")), Keys.NONE, Keys.NONE, false, false);
    Run found = store.runs().search(query, some, PageRequest.first(5)).items().getFirst();
    assertThat(found.latest()).containsExactly(new Latest("loss", Double.NaN, 9, 4));
    Run full = store.runs().find(run.id(), Projection.FULL).orElseThrow();
    assertThat(full.latest())
        .containsExactly(new Latest("acc", 2, 1_001, 1), new Latest("loss", Double.NaN, 9, 4));
  }

  @Test
  void forgetsTheMetricsOfPurgedRuns() {
    RunInfo run = logged("r", 1);
    store.runs().update(RunBuilder.from(run).deletedAt(clock.instant()).build());
    store.runs().purge(run.id());
    RunInfo again = RunBuilder.from(run).name("again").build();
    store.runs().create(again, Map.of());
    assertThat(find(present(ACC))).isEmpty();
    assertThat(store.metrics().summaries(again.id())).isEmpty();
  }

  private RunInfo create(String name) {
    RunInfo run = run(project).name(name).build();
    store.runs().create(run, Map.of());
    return run;
  }

  private RunInfo logged(String name, double... values) {
    RunInfo run = create(name);
    log(run, values);
    return run;
  }

  private void log(RunInfo run, double... values) {
    List<MetricPoint> points = new ArrayList<>();
    for (int step = 0; step < values.length; step++) {
      points.add(new MetricPoint("acc", values[step], 1_000 + step, step));
    }
    store.metrics().append(run.id(), points);
  }

  private void end(RunInfo run) {
    store
        .runs()
        .update(RunBuilder.from(run).status(Status.FINISHED).endedAt(clock.instant()).build());
  }

  private List<String> find(Filter<RunField> filter) {
    return RunSearch.names(store, project, filter);
  }

  private List<String> sorted(Order<RunField> order) {
    return RunSearch.names(store, query(Filter.everything(), List.of(order)));
  }

  private List<String> paged(int limit, Order<RunField> order) {
    RunQuery query = query(Filter.everything(), List.of(order));
    return allPages(
        limit, page -> store.runs().search(query, Projection.INFO, page).map(RunSearch::name));
  }

  private RunQuery query(Filter<RunField> filter, List<Order<RunField>> order) {
    return new RunQuery(List.of(project), Visibility.ACTIVE, filter, order);
  }
}
