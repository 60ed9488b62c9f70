package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure.Kind;
import dev.assay.core.memory.MemoryStore;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectField;
import dev.assay.core.project.ProjectField.Attribute;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.ProjectQuery;
import dev.assay.core.query.Cursor;
import dev.assay.core.query.FieldKind;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.assay.core.project.Projects#search} promises. */
public abstract class ProjectSearchKit extends PortKit {
  private static final ProjectField TEAM = new ProjectField.Tag("team");

  @Test
  void givesTheGreatestNumberFirst() {
    project("a");
    project("c");
    project("b");
    assertThat(find(everything())).containsExactly("b", "c", "a");
  }

  @Test
  void seesDeletedProjectsOnlyWhenAsked() {
    project("active");
    ProjectId deleted = project("deleted");
    store.projects().setDeleted(deleted, Optional.of(clock.instant()), clock.instant());
    assertThat(find(query(Visibility.ACTIVE, everything()))).containsExactly("active");
    assertThat(find(query(Visibility.DELETED, everything()))).containsExactly("deleted");
    assertThat(find(query(Visibility.ALL, everything()))).containsExactly("deleted", "active");
  }

  @Test
  void comparesNames() {
    for (String name : List.of("Train", "train", "träin", "😀", "B")) {
      project(name);
    }
    assertThat(find(is(Attribute.NAME, Operator.EQUAL, "train"))).containsExactly("train");
    assertThat(find(is(Attribute.NAME, Operator.NOT_EQUAL, "train"))).hasSize(4);
    assertThat(find(is(Attribute.NAME, Operator.LIKE, "tr%"))).containsExactly("träin", "train");
    assertThat(find(is(Attribute.NAME, Operator.ILIKE, "TR_IN")))
        .containsExactly("träin", "train", "Train");
    assertThat(find(is(Attribute.NAME, Operator.LESS, "Train"))).containsExactly("B");
    assertThat(find(is(Attribute.NAME, Operator.GREATER, "träin"))).containsExactly("😀");
    assertThat(find(new Filter.Membership<>(Attribute.NAME, false, List.of("B", "x"))))
        .containsExactly("B");
    assertThat(find(new Filter.Membership<>(Attribute.NAME, true, List.of("B", "x")))).hasSize(4);
  }

  @Test
  void comparesNumbersAndTimes() {
    ProjectId first = project("first");
    clock.tick();
    ProjectId second = project("second");
    store.projects().setTags(first, Map.of("team", "red"), clock.tick());
    double start = TestClock.START.toEpochMilli();
    assertThat(find(is(Attribute.ID, Operator.EQUAL, (double) second.value())))
        .containsExactly("second");
    assertThat(find(is(Attribute.ID, Operator.NOT_EQUAL, (double) second.value())))
        .containsExactly("first");
    assertThat(find(is(Attribute.ID, Operator.EQUAL, 0.5))).isEmpty();
    assertThat(find(is(Attribute.CREATED_AT, Operator.GREATER, start))).containsExactly("second");
    assertThat(find(is(Attribute.CREATED_AT, Operator.LESS_OR_EQUAL, start)))
        .containsExactly("first");
    assertThat(find(is(Attribute.UPDATED_AT, Operator.GREATER_OR_EQUAL, start + 2_000)))
        .containsExactly("first");
  }

  @Test
  void looksAtTags() {
    ProjectId red = project("red");
    ProjectId blue = project("blue");
    project("none");
    store.projects().setTags(red, Map.of("team", "Red"), clock.instant());
    store.projects().setTags(blue, Map.of("team", ""), clock.instant());
    assertThat(find(is(TEAM, Operator.EQUAL, "Red"))).containsExactly("red");
    assertThat(find(is(TEAM, Operator.NOT_EQUAL, "Red"))).containsExactly("blue");
    assertThat(find(is(TEAM, Operator.ILIKE, "r%"))).containsExactly("red");
    assertThat(find(new Filter.Absent<>(TEAM))).containsExactly("none");
    assertThat(find(new Filter.Present<>(TEAM))).containsExactly("blue", "red");
    assertThat(
            find(
                new Filter.Or<>(
                    List.of(new Filter.Absent<>(TEAM), is(TEAM, Operator.EQUAL, "Red")))))
        .containsExactly("none", "red");
  }

  @Test
  void sortsByEveryField() {
    for (int i = 0; i < 12; i++) {
      ProjectId id = project("p" + i);
      if (i % 2 == 0) {
        store.projects().setTags(id, Map.of("team", "" + i % 3), clock.instant());
      }
    }
    assertThat(sorted(new Order<>(Attribute.NAME, false)))
        .startsWith("p0", "p1", "p10", "p11", "p2");
    assertThat(sorted(new Order<>(Attribute.ID, false))).startsWith("p0", "p1", "p2");
    assertThat(sorted(new Order<>(Attribute.CREATED_AT, false))).startsWith("p11", "p10", "p9");
    assertThat(sorted(new Order<>(TEAM, false)))
        .containsExactly("p6", "p0", "p10", "p4", "p8", "p2", "p11", "p9", "p7", "p5", "p3", "p1");
    assertThat(sorted(new Order<>(TEAM, true))).startsWith("p8", "p2", "p10", "p4", "p6");
  }

  @Test
  void pagesStayStableWhileProjectsComeAndGo() {
    IntStream.range(0, 7).forEach(i -> project("p" + i));
    var first =
        store.projects().search(query(Visibility.ACTIVE, everything()), PageRequest.first(3));
    assertThat(first.map(Project::name).items()).containsExactly("p6", "p5", "p4");
    project("p7");
    store.projects().setDeleted(new ProjectId(5), Optional.of(clock.instant()), clock.instant());
    var second =
        store
            .projects()
            .search(query(Visibility.ACTIVE, everything()), new PageRequest(4, first.next()));
    assertThat(second.map(Project::name).items()).containsExactly("p3", "p2", "p1", "p0");
    assertThat(second.next()).isEmpty();
    assertFails(
        Kind.INVALID,
        () ->
            store
                .projects()
                .search(
                    query(Visibility.ACTIVE, everything()),
                    new PageRequest(4, Optional.of(new Cursor("4711")))));
  }

  @Test
  void findsWhatTheStoreInMemoryFinds() {
    Random random = random();
    MemoryStore oracle = new MemoryStore();
    for (int i = 0; i < 40; i++) {
      String name = i + RandomQueries.TEXTS.get(random.nextInt(RandomQueries.TEXTS.size()));
      Map<String, String> tags =
          random.nextBoolean()
              ? Map.of()
              : Map.of("team", RandomQueries.TEXTS.get(random.nextInt(15)));
      for (var projects : List.of(store.projects(), oracle.projects())) {
        projects.create(name, Optional.empty(), tags, clock.instant());
      }
      clock.tick();
    }
    for (int i = 0; i < 300; i++) {
      ProjectQuery query = randomQuery(random);
      List<Project> expected = oracle.projects().search(query, PageRequest.first(100)).items();
      int limit = 1 + random.nextInt(50);
      assertThat(allPages(limit, page -> store.projects().search(query, page)))
          .as("in pages of %s: %s", limit, query)
          .isEqualTo(expected);
    }
  }

  private static ProjectQuery randomQuery(Random random) {
    List<ProjectField> fields =
        List.of(Attribute.ID, Attribute.NAME, Attribute.CREATED_AT, Attribute.UPDATED_AT, TEAM);
    ProjectField field = fields.get(random.nextInt(fields.size()));
    boolean isText = field.kind() == FieldKind.TEXT;
    List<Operator> operators = List.of(Operator.values());
    Operator operator = operators.get(random.nextInt(isText ? 8 : 6));
    Value value =
        isText
            ? new Value.Text(RandomQueries.TEXTS.get(random.nextInt(RandomQueries.TEXTS.size())))
            : new Value.Numeric(
                random.nextInt(40) + (field == Attribute.ID ? 0 : TestClock.START.toEpochMilli()));
    List<Order<ProjectField>> order =
        List.of(
            new Order<>(fields.get(random.nextInt(3)), random.nextBoolean()),
            new Order<>(TEAM, random.nextBoolean()));
    return new ProjectQuery(Visibility.ALL, new Filter.Comparison<>(field, operator, value), order);
  }

  private static Filter<ProjectField> everything() {
    return Filter.everything();
  }

  private static Filter<ProjectField> is(ProjectField field, Operator operator, String text) {
    return new Filter.Comparison<>(field, operator, new Value.Text(text));
  }

  private static Filter<ProjectField> is(ProjectField field, Operator operator, double number) {
    return new Filter.Comparison<>(field, operator, new Value.Numeric(number));
  }

  private static ProjectQuery query(Visibility visibility, Filter<ProjectField> filter) {
    return new ProjectQuery(visibility, filter, List.of());
  }

  private List<String> find(Filter<ProjectField> filter) {
    return find(query(Visibility.ACTIVE, filter));
  }

  private List<String> find(ProjectQuery query) {
    return store.projects().search(query, PageRequest.first(100)).map(Project::name).items();
  }

  private List<String> sorted(Order<ProjectField> order) {
    return find(new ProjectQuery(Visibility.ACTIVE, everything(), List.of(order)));
  }
}
