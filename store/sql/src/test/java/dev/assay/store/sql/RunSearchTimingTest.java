package dev.assay.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Comparison;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Aggregate;
import dev.assay.core.run.RunField.Attribute;
import dev.assay.core.run.RunQuery;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Prints what searches cost in a small and a large project; asserts what they find. The large one
 * has {@code -Dassay.runs=} runs.
 */
final class RunSearchTimingTest {
  private static final int LARGE = Integer.getInteger("assay.runs", 20_000);
  private static final int REPEATS = 60;
  private static final int PAGE = 100;

  private static final Filter<RunField> ALL = Filter.everything();
  private static final RunField M0 = new RunField.Metric("m0", Aggregate.LAST);
  private static final List<Order<RunField>> NO_ORDER = List.of();
  private static final List<Order<RunField>> BY_METRIC = List.of(new Order<>(M0, true));

  @TempDir private Path directory;

  @Test
  void findsPagesOfASmallProject() {
    time(2_000, 10, 10, 5);
  }

  @Test
  void findsPagesOfALargeProject() {
    time(LARGE, 3, 2, 2);
  }

  private void time(int runs, int metrics, int params, int tags) {
    try (SqlStore store = SqlStore.open(SqlConfig.sqlite(directory.resolve("data")))) {
      ProjectId project = ManyRuns.make(store, runs, metrics, params, tags);
      Timing timing = new Timing(store, project, runs);
      timing.of("first page", PAGE, ALL, NO_ORDER);
      timing.of("metric > 0.5, by metric", PAGE, above(0.5), BY_METRIC);
      timing.of("metric > 0.5", PAGE, above(0.5), NO_ORDER);
      timing.of("metric > 0.99", -1, above(0.99), NO_ORDER);
      timing.of("param of 10 values, by metric", PAGE, text("p0", "value-3"), BY_METRIC);
      timing.of("param of 1,000 values, by metric", -1, text("p1", "value-3"), BY_METRIC);
      timing.of("two conditions", -1, and(above(0.5), text("p0", "value-3")), NO_ORDER);
      timing.of("param without such a value", 0, text("p1", "nothing"), BY_METRIC);
      timing.of("by param", PAGE, ALL, by(new RunField.Param("p0"), true));
      timing.of("by name", PAGE, ALL, by(Attribute.NAME, false));
      timing.of("by end", PAGE, ALL, by(Attribute.ENDED_AT, true));
    }
  }

  private record Timing(SqlStore store, ProjectId project, int runs) {
    /** {@code expected} runs, or some when it is negative. */
    void of(String what, int expected, Filter<RunField> filter, List<Order<RunField>> order) {
      RunQuery query = new RunQuery(List.of(project), Visibility.ACTIVE, filter, order);
      long[] nanos = new long[REPEATS];
      for (int i = 0; i < REPEATS; i++) {
        long start = System.nanoTime();
        Page<Run> page = store.runs().search(query, Projection.FULL, PageRequest.first(PAGE));
        nanos[i] = System.nanoTime() - start;
        if (expected >= 0) {
          assertThat(page.items().size()).isEqualTo(expected);
        } else {
          assertThat(page.items().size()).isPositive();
        }
      }
      Arrays.sort(nanos);
      System.out.printf(
          "%,8d runs, %-34s best %6.2f ms, median %6.2f ms%n",
          runs, what, nanos[0] / 1e6, nanos[REPEATS / 2] / 1e6);
    }
  }

  private static List<Order<RunField>> by(RunField field, boolean descending) {
    return List.of(new Order<>(field, descending));
  }

  private static Filter<RunField> above(double bound) {
    return new Comparison<>(M0, Operator.GREATER, new Value.Numeric(bound));
  }

  private static Filter<RunField> text(String param, String value) {
    return new Comparison<>(new RunField.Param(param), Operator.EQUAL, new Value.Text(value));
  }

  private static Filter<RunField> and(Filter<RunField> one, Filter<RunField> other) {
    return new Filter.And<>(List.of(one, other));
  }
}
