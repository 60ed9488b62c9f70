package dev.assay.testkit;

import static dev.assay.testkit.RunSearch.absent;
import static dev.assay.testkit.RunSearch.and;
import static dev.assay.testkit.RunSearch.in;
import static dev.assay.testkit.RunSearch.is;
import static dev.assay.testkit.RunSearch.notIn;
import static dev.assay.testkit.RunSearch.or;
import static dev.assay.testkit.RunSearch.param;
import static dev.assay.testkit.RunSearch.present;
import static dev.assay.testkit.RunSearch.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Projection.Keys;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Attribute;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.RunQuery;
import dev.assay.core.run.Status;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Which runs {@link dev.assay.core.run.Runs#search} finds by attributes, params, tags, datasets.
 */
public abstract class RunSearchKit extends StoreKit {
  private static final RunField LR = param("lr");
  private ProjectId project = ProjectId.DEFAULT;

  @BeforeEach
  final void makeProject() {
    project = project("alpha");
  }

  @Test
  void findsTheRunsOfTheProjectsNamed() {
    ProjectId beta = project("beta");
    ProjectId gamma = project("gamma");
    named("a");
    create(run(beta).name("b").build());
    create(run(gamma).name("c").build());
    assertThat(seen(Visibility.ALL, project)).containsExactly("a");
    assertThat(seen(Visibility.ALL, project, gamma)).containsExactlyInAnyOrder("a", "c");
    assertThat(seen(Visibility.ALL, beta, new ProjectId(4711), beta)).containsExactly("b");
    assertThat(seen(Visibility.ALL)).isEmpty();
  }

  @Test
  void seesDeletedRunsOnlyWhenAsked() {
    named("active");
    create(run(project).name("deleted").deletedAt(clock.instant()).build());
    assertThat(seen(Visibility.ACTIVE, project)).containsExactly("active");
    assertThat(seen(Visibility.DELETED, project)).containsExactly("deleted");
    assertThat(seen(Visibility.ALL, project)).containsExactlyInAnyOrder("active", "deleted");
    store.projects().setDeleted(project, Optional.of(clock.tick()), clock.instant());
    assertThat(seen(Visibility.ACTIVE, project)).isEmpty();
    assertThat(seen(Visibility.DELETED, project)).containsExactlyInAnyOrder("active", "deleted");
  }

  @Test
  void comparesTextByCodePoint() {
    for (String text : List.of("B", "a", "b", "\uFF5E", "😀", "")) {
      create(run(project).name(text).build());
    }
    assertThat(byName(Operator.EQUAL, "a")).containsExactly("a");
    assertThat(byName(Operator.NOT_EQUAL, "a"))
        .containsExactlyInAnyOrder("B", "b", "\uFF5E", "😀", "");
    assertThat(byName(Operator.LESS, "a")).containsExactlyInAnyOrder("B", "");
    assertThat(byName(Operator.LESS_OR_EQUAL, "a")).containsExactlyInAnyOrder("B", "a", "");
    assertThat(byName(Operator.GREATER, "\uFF5E")).containsExactly("😀");
    assertThat(byName(Operator.GREATER_OR_EQUAL, "b"))
        .containsExactlyInAnyOrder("b", "\uFF5E", "😀");
  }

  @Test
  void matchesPatternsByCodePoint() {
    for (String text : List.of("train-1", "Train-2", "train_3", "a😀b", "50%", "back\\slash", "")) {
      create(run(project).name(text).build());
    }
    assertThat(byName(Operator.LIKE, "train%")).containsExactlyInAnyOrder("train-1", "train_3");
    assertThat(byName(Operator.LIKE, "%rain%"))
        .containsExactlyInAnyOrder("train-1", "Train-2", "train_3");
    assertThat(byName(Operator.LIKE, "train_1")).containsExactly("train-1");
    assertThat(byName(Operator.LIKE, "a_b")).containsExactly("a😀b");
    assertThat(byName(Operator.LIKE, "__%")).doesNotContain("").hasSize(6);
    assertThat(byName(Operator.LIKE, "%")).hasSize(7);
    assertThat(byName(Operator.LIKE, "")).containsExactly("");
    assertThat(byName(Operator.LIKE, "%\\%")).containsExactly("back\\slash");
    assertThat(byName(Operator.LIKE, "50\\%")).isEmpty();
    assertThat(byName(Operator.LIKE, "rain")).isEmpty();
    assertThat(byName(Operator.LIKE, "%[a-z]%")).isEmpty();
    assertThat(byName(Operator.LIKE, "*")).isEmpty();
  }

  @Test
  void ignoresTheCaseOfAsciiLettersAlone() {
    for (String text : List.of("Träger", "TRÄGER", "träger", "k", "\u212A")) {
      create(run(project).name(text).build());
    }
    assertThat(byName(Operator.ILIKE, "tRäGER")).containsExactlyInAnyOrder("Träger", "träger");
    assertThat(byName(Operator.ILIKE, "TRÄ%")).containsExactly("TRÄGER");
    assertThat(byName(Operator.ILIKE, "K")).containsExactly("k");
    assertThat(byName(Operator.LIKE, "trÄger")).isEmpty();
  }

  @Test
  void findsByTextAttributes() {
    RunInfo first = create(run(project).name("first").user("ada").build());
    create(run(project).name("second").status(Status.INTERRUPTED).build());
    assertThat(find(is(Attribute.ID, Operator.EQUAL, first.id().value()))).containsExactly("first");
    assertThat(find(in(Attribute.ID, first.id().value(), "other"))).containsExactly("first");
    assertThat(find(notIn(Attribute.ID, first.id().value()))).containsExactly("second");
    assertThat(find(is(Attribute.USER, Operator.EQUAL, "ada"))).containsExactly("first");
    assertThat(find(is(Attribute.USER, Operator.EQUAL, ""))).containsExactly("second");
    assertThat(find(is(Attribute.STATUS, Operator.EQUAL, "INTERRUPTED"))).containsExactly("second");
    assertThat(find(is(Attribute.STATUS, Operator.NOT_EQUAL, "INTERRUPTED")))
        .containsExactly("first");
    assertThat(find(is(Attribute.STATUS, Operator.ILIKE, "run%"))).containsExactly("first");
    assertThat(find(is(Attribute.STATUS, Operator.LESS, "RUNNING"))).containsExactly("second");
    assertThat(find(in(Attribute.STATUS, "FAILED", "RUNNING"))).containsExactly("first");
    assertThat(find(is(Attribute.PROJECT, Operator.EQUAL, project.toString()))).hasSize(2);
    assertThat(find(is(Attribute.PROJECT, Operator.NOT_EQUAL, project.toString()))).isEmpty();
    assertThat(find(in(Attribute.PROJECT, "17", project.toString()))).hasSize(2);
  }

  @Test
  void findsByTime() {
    Instant start = Instant.parse("2026-02-03T04:05:06.789Z");
    create(run(project).name("first").startedAt(start).endedAt(start.plusMillis(5)).build());
    create(run(project).name("second").startedAt(start.plusMillis(1)).build());
    double millis = start.toEpochMilli();
    assertThat(find(is(Attribute.STARTED_AT, Operator.EQUAL, millis))).containsExactly("first");
    assertThat(find(is(Attribute.STARTED_AT, Operator.GREATER, millis))).containsExactly("second");
    assertThat(find(is(Attribute.STARTED_AT, Operator.GREATER, millis + 0.5)))
        .containsExactly("second");
    assertThat(find(is(Attribute.STARTED_AT, Operator.LESS_OR_EQUAL, millis)))
        .containsExactly("first");
    assertThat(find(is(Attribute.STARTED_AT, Operator.LESS, Double.POSITIVE_INFINITY))).hasSize(2);
    assertThat(find(is(Attribute.ENDED_AT, Operator.NOT_EQUAL, millis))).containsExactly("first");
    assertThat(find(is(Attribute.ENDED_AT, Operator.EQUAL, millis + 5))).containsExactly("first");
    assertThat(find(absent(Attribute.ENDED_AT))).containsExactly("second");
    assertThat(find(present(Attribute.ENDED_AT))).containsExactly("first");
    assertThat(find(absent(Attribute.STARTED_AT))).isEmpty();
  }

  @Test
  void findsByParamAndTag() {
    RunInfo first = named("first");
    RunInfo second = named("second");
    named("without");
    store.runs().addParams(first.id(), Map.of("lr", "0.1", "opt", "adam"));
    store.runs().addParams(second.id(), Map.of("lr", "0.01"));
    store.runs().setTags(first.id(), Map.of("opt", "tag"));
    assertThat(find(is(LR, Operator.EQUAL, "0.1"))).containsExactly("first");
    assertThat(find(is(LR, Operator.NOT_EQUAL, "0.1"))).containsExactly("second");
    assertThat(find(is(LR, Operator.LIKE, "0.%"))).containsExactlyInAnyOrder("first", "second");
    assertThat(find(is(param("opt"), Operator.EQUAL, "tag"))).isEmpty();
    assertThat(find(is(tag("opt"), Operator.EQUAL, "tag"))).containsExactly("first");
    assertThat(find(is(param("LR"), Operator.EQUAL, "0.1"))).isEmpty();
    assertThat(find(is(param("nobody has it"), Operator.NOT_EQUAL, "x"))).isEmpty();
  }

  @Test
  void matchesWhatIsMissingOnlyWithAbsent() {
    RunInfo first = named("first");
    named("without");
    store.runs().addParams(first.id(), Map.of("lr", ""));
    for (Operator operator : Operator.values()) {
      assertThat(find(is(LR, operator, "%"))).doesNotContain("without");
    }
    assertThat(find(notIn(LR, "x"))).containsExactly("first");
    assertThat(find(absent(LR))).containsExactly("without");
    assertThat(find(present(LR))).containsExactly("first");
    assertThat(find(absent(param("nobody has it")))).hasSize(2);
    assertThat(find(present(param("nobody has it")))).isEmpty();
  }

  @Test
  void takesEmptyLists() {
    RunInfo first = named("first");
    named("without");
    store.runs().addParams(first.id(), Map.of("lr", "0.1"));
    assertThat(find(in(LR))).isEmpty();
    assertThat(find(notIn(LR))).containsExactly("first");
    assertThat(find(and())).hasSize(2);
    assertThat(find(or())).isEmpty();
    assertThat(find(and(or(), and()))).isEmpty();
    assertThat(find(or(or(), and()))).hasSize(2);
  }

  @Test
  void combinesConditions() {
    for (int i = 0; i < 8; i++) {
      RunInfo run = named("r" + i);
      store.runs().addParams(run.id(), Map.of("a", "" + (i & 1), "b", "" + (i & 2)));
      store.runs().setTags(run.id(), Map.of("c", "" + (i & 4)));
    }
    Filter<RunField> a = is(param("a"), Operator.EQUAL, "1");
    Filter<RunField> b = is(param("b"), Operator.EQUAL, "2");
    Filter<RunField> c = is(tag("c"), Operator.EQUAL, "4");
    assertThat(find(and(a, b, c))).containsExactly("r7");
    assertThat(find(or(a, b, c))).hasSize(7).doesNotContain("r0");
    assertThat(find(and(a, or(b, c)))).containsExactlyInAnyOrder("r3", "r5", "r7");
    assertThat(find(or(and(a, b), and(b, c)))).containsExactlyInAnyOrder("r3", "r6", "r7");
    assertThat(find(and(a, is(param("a"), Operator.NOT_EQUAL, "1")))).isEmpty();
  }

  @Test
  void findsByAnyOfItsDatasets() {
    RunInfo first = named("first");
    RunInfo second = named("second");
    named("without");
    link(first, "iris", "d1", Map.of(DatasetInput.CONTEXT, "train"));
    link(first, "wine", "d2", Map.of());
    link(second, "iris", "d3", Map.of(DatasetInput.CONTEXT, "eval"));
    RunField name = RunField.Dataset.NAME;
    assertThat(find(is(name, Operator.EQUAL, "iris"))).containsExactlyInAnyOrder("first", "second");
    assertThat(find(is(name, Operator.NOT_EQUAL, "iris"))).containsExactly("first");
    assertThat(find(notIn(name, "wine"))).containsExactlyInAnyOrder("first", "second");
    assertThat(find(in(RunField.Dataset.DIGEST, "d2", "d9"))).containsExactly("first");
    assertThat(find(is(RunField.Dataset.CONTEXT, Operator.LIKE, "%a%")))
        .containsExactlyInAnyOrder("first", "second");
    assertThat(find(is(RunField.Dataset.CONTEXT, Operator.NOT_EQUAL, "train")))
        .containsExactly("second");
    assertThat(find(absent(name))).containsExactly("without");
    assertThat(find(and(is(name, Operator.EQUAL, "wine"), is(name, Operator.EQUAL, "iris"))))
        .containsExactly("first");
    link(second, "wine", "d2", Map.of());
    assertThat(find(present(RunField.Dataset.CONTEXT)))
        .containsExactlyInAnyOrder("first", "second");
  }

  @Test
  void followsChanges() {
    RunInfo run = named("before");
    store.runs().setTags(run.id(), Map.of("stage", "1"));
    store.runs().setTags(run.id(), Map.of("stage", "2"));
    assertThat(find(is(tag("stage"), Operator.EQUAL, "1"))).isEmpty();
    assertThat(find(is(tag("stage"), Operator.EQUAL, "2"))).containsExactly("before");
    store.runs().deleteTag(run.id(), "stage");
    assertThat(find(absent(tag("stage")))).containsExactly("before");
    store.runs().update(RunBuilder.from(run).name("after").status(Status.FINISHED).build());
    assertThat(byName(Operator.EQUAL, "before")).isEmpty();
    assertThat(find(is(Attribute.STATUS, Operator.EQUAL, "FINISHED"))).containsExactly("after");
  }

  @Test
  void readsOnlyWhatTheProjectionNames() {
    RunInfo run = named("first");
    store.runs().addParams(run.id(), Map.of("a", "1", "b", "2"));
    store.runs().setTags(run.id(), Map.of("c", "3", "d", "4"));
    named("bare");
    RunQuery query =
        new RunQuery(List.of(project), Visibility.ACTIVE, Filter.everything(), List.of());
    Projection some =
        new Projection(Keys.NONE, Keys.ALL, new Keys.Only(Set.of("d", "x")), false, false);
    List<Run> found = store.runs().search(query, some, PageRequest.first(10)).items();
    assertThat(found).hasSize(2);
    for (Run each : found) {
      boolean isBare = each.info().name().equals("bare");
      assertThat(each.params()).isEqualTo(isBare ? Map.of() : Map.of("a", "1", "b", "2"));
      assertThat(each.tags()).isEqualTo(isBare ? Map.of() : Map.of("d", "4"));
    }
    assertThat(store.runs().search(query, Projection.FULL, PageRequest.first(10)).items())
        .contains(store.runs().find(run.id(), Projection.FULL).orElseThrow());
  }

  private RunInfo named(String name) {
    return create(run(project).name(name).build());
  }

  private RunInfo create(RunInfo run) {
    store.runs().create(run, Map.of());
    return run;
  }

  private void link(RunInfo run, String name, String digest, Map<String, String> tags) {
    Dataset dataset =
        new Dataset(name, digest, "local", "here", Optional.empty(), Optional.empty());
    store.datasets().link(run.id(), List.of(new DatasetInput(dataset, tags)));
  }

  private List<String> find(Filter<RunField> filter) {
    return RunSearch.names(store, project, filter);
  }

  private List<String> byName(Operator operator, String text) {
    return find(is(Attribute.NAME, operator, text));
  }

  private List<String> seen(Visibility visibility, ProjectId... projects) {
    return RunSearch.names(
        store, new RunQuery(List.of(projects), visibility, Filter.everything(), List.of()));
  }
}
