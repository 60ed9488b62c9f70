package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static dev.assay.testkit.RunSearch.ascending;
import static dev.assay.testkit.RunSearch.descending;
import static dev.assay.testkit.RunSearch.param;
import static dev.assay.testkit.RunSearch.tag;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure.Kind;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Cursor;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Attribute;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.RunQuery;
import dev.assay.core.run.Status;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** In which order and on which pages {@link dev.assay.core.run.Runs#search} gives its runs. */
public abstract class RunOrderKit extends PortKit {
  private ProjectId project = ProjectId.DEFAULT;

  @BeforeEach
  final void makeProject() {
    project = project("alpha");
  }

  @Test
  void givesTheNewestFirstThenById() {
    create(run(project).id("b").name("b").build());
    create(run(project).id("a").name("a").build());
    create(run(project).id("B").name("B").build());
    clock.tick();
    create(run(project).id("z").name("z").build());
    assertThat(sorted()).containsExactly("z", "B", "a", "b");
  }

  @Test
  void sortsByEachAttribute() {
    create(run(project).id("1").name("m").user("x").endedAt(clock.tick()).build());
    create(run(project).id("2").name("k").user("y").status(Status.FAILED).build());
    create(
        run(project)
            .id("3")
            .name("l")
            .user("z")
            .status(Status.SCHEDULED)
            .startedAt(clock.tick())
            .endedAt(TestClock.START)
            .build());
    assertThat(sorted(ascending(Attribute.ID))).containsExactly("m", "k", "l");
    assertThat(sorted(descending(Attribute.ID))).containsExactly("l", "k", "m");
    assertThat(sorted(ascending(Attribute.NAME))).containsExactly("k", "l", "m");
    assertThat(sorted(descending(Attribute.NAME))).containsExactly("m", "l", "k");
    assertThat(sorted(descending(Attribute.USER))).containsExactly("l", "k", "m");
    assertThat(sorted(ascending(Attribute.STATUS))).containsExactly("k", "m", "l");
    assertThat(sorted(descending(Attribute.STARTED_AT)).getFirst()).isEqualTo("l");
    assertThat(sorted(ascending(Attribute.ENDED_AT))).containsExactly("l", "m", "k");
    assertThat(sorted(descending(Attribute.ENDED_AT))).containsExactly("m", "l", "k");
  }

  @Test
  void sortsProjectsAsTexts() {
    List<ProjectId> projects = new ArrayList<>(List.of(project));
    for (int i = 1; i < 12; i++) {
      projects.add(project("p" + i));
    }
    projects.forEach(each -> create(run(each).name(each.toString()).build()));
    RunQuery query =
        new RunQuery(
            projects,
            Visibility.ACTIVE,
            Filter.everything(),
            List.of(ascending(Attribute.PROJECT)));
    assertThat(RunSearch.names(store, query)).startsWith("0", "1", "10", "11", "2");
  }

  @Test
  void sortsTextByCodePoint() {
    for (String text : List.of("b", "B", "a", "\uFF5E", "😀", "", "aa", "ä")) {
      RunInfo run = create(run(project).name(text).build());
      store.runs().addParams(run.id(), Map.of("p", text));
    }
    String[] expected = {"", "B", "a", "aa", "b", "ä", "\uFF5E", "😀"};
    assertThat(sorted(ascending(Attribute.NAME))).containsExactly(expected);
    assertThat(sorted(ascending(param("p")))).containsExactly(expected);
  }

  @Test
  void putsMissingValuesLastInBothDirections() {
    RunInfo low = create(run(project).id("3").name("low").build());
    RunInfo high = create(run(project).id("4").name("high").build());
    create(run(project).id("2").name("none 2").build());
    create(run(project).id("1").name("none 1").build());
    store.runs().setTags(low.id(), Map.of("t", ""));
    store.runs().setTags(high.id(), Map.of("t", "1"));
    assertThat(sorted(ascending(tag("t")))).containsExactly("low", "high", "none 1", "none 2");
    assertThat(sorted(descending(tag("t")))).containsExactly("high", "low", "none 1", "none 2");
    assertThat(sorted(descending(tag("nobody has it"))))
        .containsExactly("none 1", "none 2", "low", "high");
  }

  @Test
  void sortsBySeveralKeys() {
    for (int i = 0; i < 12; i++) {
      RunInfo run = create(run(project).name("r" + i).build());
      store.runs().addParams(run.id(), Map.of("a", "" + i % 2, "b", "" + i % 3));
      clock.tick();
    }
    assertThat(sorted(descending(param("a")), ascending(param("b"))))
        .containsExactly("r9", "r3", "r7", "r1", "r11", "r5", "r6", "r0", "r10", "r4", "r8", "r2");
    assertThat(
            sorted(ascending(param("b")), ascending(param("a")), ascending(Attribute.STARTED_AT)))
        .containsExactly("r0", "r6", "r3", "r9", "r4", "r10", "r1", "r7", "r2", "r8", "r5", "r11");
  }

  @Test
  void looksAtTheBeginningOfLongTexts() {
    String same = "é".repeat(Order.TEXT_LENGTH_MAX);
    RunInfo second = create(run(project).id("2").name("second").build());
    RunInfo first = create(run(project).id("1").name("first").build());
    RunInfo third = create(run(project).id("3").name("third").build());
    store.runs().addParams(first.id(), Map.of("p", same + "z"));
    store.runs().addParams(second.id(), Map.of("p", same + "a"));
    store.runs().addParams(third.id(), Map.of("p", same.substring(1) + "z"));
    assertThat(sorted(descending(param("p")))).containsExactly("first", "second", "third");
    assertThat(paged(1, List.of(descending(param("p")))))
        .containsExactly("first", "second", "third");
  }

  @Test
  void pagesGiveEachRunOnce() {
    for (int i = 0; i < 23; i++) {
      RunInfo run = create(run(project).name("r" + i).build());
      if (i % 3 > 0) {
        store.runs().setTags(run.id(), Map.of("t", "" + i % 3));
      }
      if (i % 4 == 0) {
        clock.tick();
      }
    }
    List<List<Order<RunField>>> orders =
        List.of(
            List.of(),
            List.of(ascending(tag("t"))),
            List.of(descending(tag("t")), ascending(Attribute.NAME)),
            List.of(ascending(Attribute.ENDED_AT)),
            List.of(ascending(Attribute.STARTED_AT)));
    for (List<Order<RunField>> order : orders) {
      List<String> all = RunSearch.names(store, query(order));
      assertThat(all).hasSize(23);
      for (int limit : new int[] {1, 2, 7, 22, 23, 24}) {
        assertThat(paged(limit, order)).isEqualTo(all);
      }
    }
  }

  @Test
  void namesANextPageOnlyWhenThereIsOne() {
    IntStream.range(0, 4).forEach(i -> create(run(project).name("r" + i).build()));
    Page<Run> first = page(PageRequest.first(2));
    assertThat(first.next()).isPresent();
    Page<Run> second = page(new PageRequest(2, first.next()));
    assertThat(second.items()).hasSize(2);
    assertThat(second.next()).isEmpty();
    assertThat(page(PageRequest.first(4)).next()).isEmpty();
  }

  @Test
  void pagesStayStableWhileRunsComeAndGo() {
    List<RunInfo> runs = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      runs.add(create(run(project).name("r" + i).startedAt(clock.tick()).build()));
    }
    Page<Run> first = page(PageRequest.first(4));
    assertThat(first.map(RunSearch::name).items()).containsExactly("r9", "r8", "r7", "r6");
    create(run(project).name("newer").startedAt(clock.tick()).build());
    create(
        run(project)
            .name("older")
            .startedAt(runs.getFirst().startedAt().minus(Duration.ofDays(1)))
            .build());
    delete(runs.get(8));
    Page<Run> second = page(new PageRequest(4, first.next()));
    assertThat(second.map(RunSearch::name).items()).containsExactly("r5", "r4", "r3", "r2");
    Page<Run> third = page(new PageRequest(4, second.next()));
    assertThat(third.map(RunSearch::name).items()).containsExactly("r1", "r0", "older");
    assertThat(third.next()).isEmpty();
  }

  @Test
  void goesOnAfterARunThatIsGone() {
    List<RunInfo> runs = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      runs.add(create(run(project).name("r" + i).startedAt(clock.tick()).build()));
    }
    Page<Run> first = page(PageRequest.first(3));
    delete(runs.get(3));
    store.runs().purge(runs.get(3).id());
    restart();
    assertThat(page(new PageRequest(10, first.next())).map(RunSearch::name).items())
        .containsExactly("r2", "r1", "r0");
  }

  @Test
  void refusesACursorItDidNotMake() {
    IntStream.range(0, 4).forEach(i -> create(run(project).name("r" + i).build()));
    Cursor good = page(PageRequest.first(2)).next().orElseThrow();
    List<String> bad =
        List.of(
            "x",
            "eyJvZmZzZXQiOiAxfQ==",
            "' OR 1=1 --",
            "0".repeat(100),
            good.value() + "A",
            good.value() + "AAAA",
            good.value().substring(0, good.value().length() - 4));
    for (String text : bad) {
      assertFails(Kind.INVALID, () -> page(new PageRequest(2, Optional.of(new Cursor(text)))));
    }
  }

  @Test
  void refusesACursorOfAnotherOrder() {
    IntStream.range(0, 4).forEach(i -> create(run(project).name("r" + i).build()));
    Optional<Cursor> next = page(PageRequest.first(2)).next();
    for (Order<RunField> order :
        List.of(ascending(Attribute.NAME), ascending(Attribute.STARTED_AT))) {
      assertFails(
          Kind.INVALID,
          () ->
              store
                  .runs()
                  .search(query(List.of(order)), Projection.INFO, new PageRequest(2, next)));
    }
  }

  private Page<Run> page(PageRequest request) {
    return store.runs().search(query(List.of()), Projection.INFO, request);
  }

  @SafeVarargs
  private List<String> sorted(Order<RunField>... order) {
    List<Order<RunField>> terms = new ArrayList<>();
    for (Order<RunField> term : order) {
      terms.add(term);
    }
    return RunSearch.names(store, query(terms));
  }

  private List<String> paged(int limit, List<Order<RunField>> order) {
    return allPages(
        limit,
        page -> store.runs().search(query(order), Projection.INFO, page).map(RunSearch::name));
  }

  private RunQuery query(List<Order<RunField>> order) {
    return new RunQuery(List.of(project), Visibility.ACTIVE, Filter.everything(), order);
  }

  private void delete(RunInfo run) {
    store.runs().update(RunBuilder.from(run).deletedAt(clock.instant()).build());
  }

  private RunInfo create(RunInfo run) {
    store.runs().create(run, Map.of());
    return run;
  }
}
