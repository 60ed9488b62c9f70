package dev.assay.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Comparison;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Aggregate;
import dev.assay.core.run.RunField.Attribute;
import dev.assay.core.run.RunQuery;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches for runs walk or seek indexes; none reads a whole table or sorts all that match. */
final class RunSearchPlanTest {
  private static final int RUNS = 2_000;

  @TempDir private Path directory;
  private SqlStore store;
  private ProjectId project;

  @BeforeEach
  void fill() {
    store = SqlStore.open(SqlConfig.sqlite(directory.resolve("data")));
    project = ManyRuns.make(store, RUNS, 2, 3, 1);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void walksTheStartOfRunsWhenNothingElseIsAsked() {
    assertThat(plan(Filter.everything(), List.of()))
        .contains("SEARCH r USING INDEX run_by_start (project_id=?)")
        .noneMatch(line -> line.contains("TEMP B-TREE"));
  }

  @Test
  void walksAMetricInItsOrder() {
    assertThat(plan(Filter.everything(), by(metric(Aggregate.MAX), true)))
        .anyMatch(line -> line.startsWith("SEARCH w USING COVERING INDEX metric_by_max"))
        .contains("SEARCH r USING INTEGER PRIMARY KEY (rowid=?)");
  }

  @Test
  void looksAtOtherConditionsRowByRowOnTheWay() {
    assertThat(plan(above(0.2), by(metric(Aggregate.LAST), true)))
        .anyMatch(line -> line.startsWith("SEARCH w USING COVERING INDEX metric_by_last"))
        .anyMatch(
            line -> line.startsWith("SEARCH f EXISTS USING PRIMARY KEY (run_id=? AND key_id=?)"));
  }

  @Test
  void walksParamsAndNamesInTheirOrder() {
    assertThat(plan(Filter.everything(), by(new RunField.Param("p0"), false)))
        .anyMatch(line -> line.startsWith("SEARCH w USING COVERING INDEX run_param_by_value"));
    assertThat(plan(Filter.everything(), by(Attribute.NAME, false)))
        .anyMatch(line -> line.startsWith("SEARCH r USING INDEX run_by_name (project_id=?"));
  }

  @Test
  void seeksTheFewRunsThatMeetASelectiveCondition() {
    assertThat(plan(param("p2", "value-7"), by(metric(Aggregate.LAST), true)))
        .anyMatch(
            line ->
                line.contains("USING COVERING INDEX run_param_by_value")
                    || line.contains("USING INDEX run_param_by_value"))
        .contains("SEARCH r USING INTEGER PRIMARY KEY (rowid=?)");
  }

  @Test
  void seeksRunsByIdNameAndTag() {
    assertThat(plan(text(Attribute.ID, "x"), List.of()))
        .anyMatch(line -> line.contains("run USING COVERING INDEX sqlite_autoindex_run_1 (uid=?)"));
    assertThat(plan(text(Attribute.NAME, "run-5"), List.of()))
        .anyMatch(line -> line.contains("run USING INDEX run_by_name"));
    assertThat(plan(text(new RunField.Tag("t0"), "nothing"), List.of()))
        .anyMatch(line -> line.contains("INDEX run_tag_by_value"));
  }

  /** The plans of all statements of a search; none may scan a table. */
  private List<String> plan(Filter<RunField> filter, List<Order<RunField>> order) {
    RunQuery query = new RunQuery(List.of(project), Visibility.ACTIVE, filter, order);
    List<String> plan =
        store
            .database()
            .read(
                session -> {
                  try (Session fresh =
                      new Session(store.database().dialect().openReader(), session.dialect())) {
                    new RunSearch(
                            fresh,
                            store.database(),
                            new Keys(store.database()),
                            query,
                            PageRequest.first(10))
                        .run();
                    List<String> lines = new ArrayList<>();
                    for (String sql : fresh.prepared()) {
                      lines.addAll(
                          fresh.list("EXPLAIN QUERY PLAN " + sql, row -> row.getString("detail")));
                    }
                    return lines;
                  }
                });
    assertThat(plan)
        .as("scans of tables")
        .noneMatch(line -> line.matches("SCAN (run|r|w|f|metric_summary|run_param|run_tag)\\b.*"));
    return plan;
  }

  private static RunField metric(Aggregate aggregate) {
    return new RunField.Metric("m0", aggregate);
  }

  private static Filter<RunField> above(double bound) {
    return new Comparison<>(metric(Aggregate.LAST), Operator.GREATER, new Value.Numeric(bound));
  }

  private static Filter<RunField> param(String key, String value) {
    return text(new RunField.Param(key), value);
  }

  private static Filter<RunField> text(RunField field, String value) {
    return new Comparison<>(field, Operator.EQUAL, new Value.Text(value));
  }

  private static List<Order<RunField>> by(RunField field, boolean descending) {
    return List.of(new Order<>(field, descending));
  }
}
