package dev.assay.testkit;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Aggregate;
import dev.assay.core.run.RunQuery;
import java.util.ArrayList;
import java.util.List;

/** Short forms of conditions and searches, to keep tests readable. */
final class RunSearch {
  private RunSearch() {}

  static Filter<RunField> is(RunField field, Operator operator, String text) {
    return new Filter.Comparison<>(field, operator, new Value.Text(text));
  }

  static Filter<RunField> is(RunField field, Operator operator, double number) {
    return new Filter.Comparison<>(field, operator, new Value.Numeric(number));
  }

  static Filter<RunField> in(RunField field, String... values) {
    return new Filter.Membership<>(field, false, List.of(values));
  }

  static Filter<RunField> notIn(RunField field, String... values) {
    return new Filter.Membership<>(field, true, List.of(values));
  }

  static Filter<RunField> absent(RunField field) {
    return new Filter.Absent<>(field);
  }

  static Filter<RunField> present(RunField field) {
    return new Filter.Present<>(field);
  }

  @SafeVarargs
  static Filter<RunField> and(Filter<RunField>... all) {
    List<Filter<RunField>> conditions = new ArrayList<>();
    for (Filter<RunField> each : all) {
      conditions.add(each);
    }
    return new Filter.And<>(conditions);
  }

  @SafeVarargs
  static Filter<RunField> or(Filter<RunField>... any) {
    List<Filter<RunField>> conditions = new ArrayList<>();
    for (Filter<RunField> each : any) {
      conditions.add(each);
    }
    return new Filter.Or<>(conditions);
  }

  static Order<RunField> ascending(RunField field) {
    return new Order<>(field, false);
  }

  static Order<RunField> descending(RunField field) {
    return new Order<>(field, true);
  }

  static RunField param(String key) {
    return new RunField.Param(key);
  }

  static RunField tag(String key) {
    return new RunField.Tag(key);
  }

  static RunField last(String key) {
    return new RunField.Metric(key, Aggregate.LAST);
  }

  static RunField min(String key) {
    return new RunField.Metric(key, Aggregate.MIN);
  }

  static RunField max(String key) {
    return new RunField.Metric(key, Aggregate.MAX);
  }

  /** The names of the active runs of a project that meet the filter, in the default order. */
  static List<String> names(StoreUnderTest store, ProjectId project, Filter<RunField> filter) {
    return names(store, new RunQuery(List.of(project), Visibility.ACTIVE, filter, List.of()));
  }

  static List<String> names(StoreUnderTest store, RunQuery query) {
    return store
        .runs()
        .search(query, Projection.INFO, PageRequest.first(10_000))
        .map(RunSearch::name)
        .items();
  }

  static String name(Run run) {
    return run.info().name();
  }
}
