package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModel.Status;
import dev.assay.core.registry.LoggedModelField;
import dev.assay.core.registry.LoggedModelField.Attribute;
import dev.assay.core.registry.LoggedModelField.Metric;
import dev.assay.core.registry.LoggedModelField.Param;
import dev.assay.core.registry.LoggedModelField.Tag;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModelQuery;
import dev.assay.core.registry.LoggedModelQuery.DatasetMatch;
import dev.assay.core.registry.ModelMetric;
import dev.assay.core.registry.ModelMetric.DatasetRef;
import dev.assay.core.run.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a search for logged models promises. */
public abstract class LoggedModelSearchKit extends PortKit {
  private static final Filter<LoggedModelField> ALL = Filter.everything();

  private ProjectId project;
  private ProjectId other;
  private RunId run;

  /**
   * Five models. aa: acc 0.1 on zz; ab: acc 0.5 on ds; bc: acc 0.9 on ds, loss NaN, without source
   * run, ready; dd: without metrics; xx: in another project. Each made a second after the one
   * before.
   */
  @BeforeEach
  void givenModels() {
    project = Given.project(store, "project");
    other = Given.project(store, "other");
    run = Given.run(store, project, 1);
    create(1, project, "aa", Optional.of(run));
    create(2, project, "ab", Optional.of(run));
    create(3, project, "bc", Optional.empty());
    create(4, project, "dd", Optional.of(run));
    create(5, other, "xx", Optional.empty());
    store.loggedModels().update(id(3), Status.READY, Optional.empty(), Given.at(9));
    measure(1, "acc", 0.1, 1, "zz");
    measure(2, "acc", 0.5, 2, "ds");
    measure(3, "acc", 0.9, 3, "ds");
    measure(3, "loss", Double.NaN, 3, "");
  }

  @Test
  void newestComeFirst() {
    assertThat(found(ALL, List.of())).containsExactly("dd", "bc", "ab", "aa");
  }

  @Test
  void looksOnlyInTheProjectsNamed() {
    assertThat(names(query(List.of(other, new ProjectId(987_654)), ALL, List.of(), List.of())))
        .containsExactly("xx");
    assertThat(names(query(List.of(other, project), ALL, List.of(), List.of()))).hasSize(5);
    assertThat(names(query(List.of(), ALL, List.of(), List.of()))).isEmpty();
  }

  @Test
  void passesOverDeletedModels() {
    store.loggedModels().update(id(2), Status.READY, Optional.of(Given.at(8)), Given.at(8));

    assertThat(found(ALL, List.of())).containsExactly("dd", "bc", "aa");
  }

  @Test
  void ordersByAttributes() {
    assertThat(found(ALL, order(Attribute.NAME, false))).containsExactly("aa", "ab", "bc", "dd");
    assertThat(found(ALL, order(Attribute.ID, true))).containsExactly("dd", "bc", "ab", "aa");
    assertThat(found(ALL, order(Attribute.UPDATED_AT, true)))
        .containsExactly("bc", "dd", "ab", "aa");
    assertThat(found(ALL, order(Attribute.SOURCE_RUN, true)))
        .containsExactly("dd", "ab", "aa", "bc");
    assertThat(found(ALL, order(Attribute.SOURCE_RUN, false)))
        .containsExactly("dd", "ab", "aa", "bc");
  }

  @Test
  void ordersByMetricWithNanThenMissingLast() {
    measure(1, "loss", 2, 1, "");
    measure(2, "loss", 1, 1, "");

    assertThat(found(ALL, order(new Metric("acc"), true))).containsExactly("bc", "ab", "aa", "dd");
    assertThat(found(ALL, order(new Metric("loss"), false)))
        .containsExactly("ab", "aa", "bc", "dd");
    assertThat(found(ALL, order(new Metric("loss"), true))).containsExactly("aa", "ab", "bc", "dd");
  }

  @Test
  void orderByMetricTakesTheOneMeasuredLast() {
    measure(1, "acc", 0.95, 10, "ds");

    assertThat(found(ALL, order(new Metric("acc"), true))).containsExactly("aa", "bc", "ab", "dd");
    assertThat(
            names(
                query(
                    List.of(project),
                    ALL,
                    List.of(new DatasetMatch("zz", Optional.empty())),
                    order(new Metric("acc"), true))))
        .containsExactly("aa");
  }

  @Test
  void filtersByAttributes() {
    assertThat(found(text(Attribute.NAME, Operator.LIKE, "a%"))).containsExactly("ab", "aa");
    assertThat(found(text(Attribute.NAME, Operator.ILIKE, "B_"))).containsExactly("bc");
    assertThat(found(text(Attribute.ID, Operator.EQUAL, id(2).value()))).containsExactly("ab");
    assertThat(found(text(Attribute.STATUS, Operator.EQUAL, "READY"))).containsExactly("bc");
    assertThat(found(text(Attribute.MODEL_TYPE, Operator.EQUAL, ""))).hasSize(4);
    assertThat(found(text(Attribute.SOURCE_RUN, Operator.EQUAL, run.value()))).hasSize(3);
    assertThat(found(text(Attribute.SOURCE_RUN, Operator.NOT_EQUAL, "x"))).hasSize(3);
    assertThat(found(new Filter.Absent<>(Attribute.SOURCE_RUN))).containsExactly("bc");
    assertThat(found(new Filter.Membership<>(Attribute.NAME, false, List.of("aa", "bc", "xx"))))
        .containsExactly("bc", "aa");
    assertThat(found(new Filter.Membership<>(Attribute.NAME, true, List.of("aa", "bc", "xx"))))
        .containsExactly("dd", "ab");
    assertThat(found(text(Attribute.PROJECT, Operator.EQUAL, project.toString()))).hasSize(4);
    assertThat(
            found(
                number(
                    Attribute.CREATED_AT, Operator.GREATER, (double) Given.at(2).toEpochMilli())))
        .containsExactly("dd", "bc");
    assertThat(
            found(
                number(Attribute.UPDATED_AT, Operator.EQUAL, (double) Given.at(9).toEpochMilli())))
        .containsExactly("bc");
  }

  @Test
  void filtersByParamsAndTags() {
    assertThat(found(text(new Param("k"), Operator.EQUAL, "bc"))).containsExactly("bc");
    assertThat(found(text(new Param("no"), Operator.NOT_EQUAL, "bc"))).isEmpty();
    assertThat(found(text(new Tag("t"), Operator.NOT_EQUAL, "a"))).containsExactly("dd", "bc");
    assertThat(
            found(
                new Filter.Or<>(
                    List.of(
                        text(new Tag("t"), Operator.EQUAL, "d"),
                        new Filter.And<>(
                            List.of(
                                text(new Tag("t"), Operator.EQUAL, "a"),
                                text(new Param("k"), Operator.EQUAL, "aa")))))))
        .containsExactly("dd", "aa");
  }

  @Test
  void filtersByMetrics() {
    assertThat(found(number(new Metric("acc"), Operator.GREATER_OR_EQUAL, 0.5)))
        .containsExactly("bc", "ab");
    assertThat(found(number(new Metric("acc"), Operator.NOT_EQUAL, 0.5)))
        .containsExactly("bc", "aa");
    assertThat(found(number(new Metric("acc"), Operator.EQUAL, 0.1))).containsExactly("aa");
    assertThat(found(new Filter.Absent<>(new Metric("acc")))).containsExactly("dd");
    assertThat(found(new Filter.Present<>(new Metric("loss")))).containsExactly("bc");
  }

  @Test
  void nanSatisfiesOnlyNotEqual() {
    for (Operator operator :
        List.of(
            Operator.EQUAL,
            Operator.LESS,
            Operator.LESS_OR_EQUAL,
            Operator.GREATER,
            Operator.GREATER_OR_EQUAL)) {
      assertThat(found(number(new Metric("loss"), operator, 0))).isEmpty();
    }
    assertThat(found(number(new Metric("loss"), Operator.NOT_EQUAL, 0))).containsExactly("bc");
  }

  @Test
  void metricConditionHoldsWhenAnyOfThemDoes() {
    measure(1, "acc", 0.8, 1, "ds");

    assertThat(found(number(new Metric("acc"), Operator.LESS, 0.2))).containsExactly("aa");
    assertThat(found(number(new Metric("acc"), Operator.GREATER, 0.7))).containsExactly("bc", "aa");
  }

  @Test
  void datasetsRestrictModelsAndTheirMetrics() {
    DatasetMatch ds = new DatasetMatch("ds", Optional.empty());
    measure(1, "acc", 0.8, 1, "ds");

    assertThat(names(query(List.of(project), ALL, List.of(ds), List.of())))
        .containsExactly("bc", "ab", "aa");
    assertThat(
            names(
                query(
                    List.of(project),
                    number(new Metric("acc"), Operator.LESS, 0.6),
                    List.of(ds),
                    List.of())))
        .containsExactly("ab");
    assertThat(
            names(
                query(
                    List.of(project),
                    ALL,
                    List.of(new DatasetMatch("ds", Optional.of("no such digest"))),
                    List.of())))
        .isEmpty();
    assertThat(
            names(
                query(
                    List.of(project),
                    ALL,
                    List.of(ds, new DatasetMatch("zz", Optional.of("dg"))),
                    order(new Metric("acc"), false))))
        .containsExactly("ab", "aa", "bc");
  }

  @Test
  void orderByMetricLooksAtTheDatasetItNames() {
    measure(1, "acc", 0.8, 1, "ds");
    DatasetMatch zz = new DatasetMatch("zz", Optional.of("dg"));

    assertThat(found(ALL, order(new Metric("acc", Optional.of(zz)), true)))
        .containsExactly("aa", "dd", "bc", "ab");
    assertThat(found(number(new Metric("acc", Optional.of(zz)), Operator.GREATER, 0)))
        .containsExactly("aa");
  }

  @Test
  void pagesHoldFullModels() {
    List<LoggedModel> all =
        allPages(
            1,
            page ->
                store
                    .loggedModels()
                    .search(query(List.of(project), ALL, List.of(), List.of()), page));

    assertThat(all)
        .hasSize(4)
        .allSatisfy(model -> assertThat(store.loggedModels().find(model.id())).contains(model));
  }

  @Test
  void pagesAreStableWhileModelsCome() {
    LoggedModelQuery query = query(List.of(project), ALL, List.of(), order(Attribute.NAME, false));
    Page<LoggedModel> first = store.loggedModels().search(query, PageRequest.first(2));
    create(6, project, "a", Optional.empty());

    Page<LoggedModel> second = store.loggedModels().search(query, new PageRequest(2, first.next()));

    assertThat(second.items().stream().map(LoggedModel::name)).containsExactly("bc", "dd");
    assertThat(second.next()).isEmpty();
  }

  @Test
  void refusesCursorOfAnotherOrder() {
    Page<LoggedModel> first =
        store
            .loggedModels()
            .search(query(List.of(project), ALL, List.of(), List.of()), PageRequest.first(1));

    assertFails(
        Failure.Kind.INVALID,
        () ->
            store
                .loggedModels()
                .search(
                    query(List.of(project), ALL, List.of(), order(Attribute.NAME, false)),
                    new PageRequest(1, first.next())));
  }

  private void create(int number, ProjectId where, String name, Optional<RunId> source) {
    store
        .loggedModels()
        .create(
            new LoggedModel(
                id(number),
                where,
                name,
                "",
                source,
                Status.PENDING,
                "",
                Given.at(number),
                Given.at(number),
                Optional.empty(),
                Map.of("k", name),
                Map.of("t", name.substring(0, 1)),
                List.of()));
  }

  private void measure(int number, String key, double value, long time, String dataset) {
    Optional<DatasetRef> ref =
        dataset.isEmpty() ? Optional.empty() : Optional.of(new DatasetRef(dataset, "dg"));
    store
        .loggedModels()
        .addMetrics(
            List.of(new ModelMetric(id(number), run, new MetricPoint(key, value, time, 1), ref)));
  }

  private static LoggedModelId id(int number) {
    return new LoggedModelId("m-" + String.format("%032x", number));
  }

  private List<String> found(Filter<LoggedModelField> filter) {
    return found(filter, List.of());
  }

  private List<String> found(Filter<LoggedModelField> filter, List<Order<LoggedModelField>> order) {
    return names(query(List.of(project), filter, List.of(), order));
  }

  private List<String> names(LoggedModelQuery query) {
    return allPages(2, page -> store.loggedModels().search(query, page)).stream()
        .map(LoggedModel::name)
        .toList();
  }

  private static LoggedModelQuery query(
      List<ProjectId> projects,
      Filter<LoggedModelField> filter,
      List<DatasetMatch> datasets,
      List<Order<LoggedModelField>> order) {
    return new LoggedModelQuery(projects, filter, datasets, order);
  }

  private static List<Order<LoggedModelField>> order(LoggedModelField field, boolean descending) {
    return List.of(new Order<>(field, descending));
  }

  private static Filter<LoggedModelField> text(
      LoggedModelField field, Operator operator, String value) {
    return new Filter.Comparison<>(field, operator, new Value.Text(value));
  }

  private static Filter<LoggedModelField> number(
      LoggedModelField field, Operator operator, double value) {
    return new Filter.Comparison<>(field, operator, new Value.Numeric(value));
  }
}
