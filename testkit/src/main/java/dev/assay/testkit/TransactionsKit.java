package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.account.Actor;
import dev.assay.core.ledger.Action;
import dev.assay.core.ledger.Change;
import dev.assay.core.ledger.Entry;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.ProjectQuery;
import dev.assay.core.query.Filter;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.Projection;
import dev.assay.core.run.RunInfo;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What {@link dev.assay.core.Transactions} promises. */
public abstract class TransactionsKit extends StoreKit {
  private static final int THREADS = 8;
  private static final int ROUNDS = 40;

  @Test
  void givesTheResultOfTheWork() {
    assertThat(store.transactions().<String>transact(() -> "done")).isEqualTo("done");
  }

  @Test
  void keepsAllOfWorkThatEndsWell() {
    RunInfo run =
        store
            .transactions()
            .transact(
                () -> {
                  RunInfo created = run(project("alpha")).build();
                  store.runs().create(created, Map.of("stage", "first"));
                  append("run/1");
                  return created;
                });
    restart();
    assertThat(store.projects().findByName("alpha")).isPresent();
    assertThat(store.runs().info(run.id())).contains(run);
    assertThat(store.ledger().head()).isPresent();
  }

  @Test
  void keepsNothingOfWorkThatThrowsAndGivesItsException() {
    IllegalStateException reason = new IllegalStateException("changed my mind");
    assertThatThrownBy(
            () ->
                store
                    .transactions()
                    .transact(
                        () -> {
                          store.runs().create(run(project("alpha")).build(), Map.of());
                          append("run/1");
                          throw reason;
                        }))
        .isSameAs(reason);
    assertNothingIsKept();
    restart();
    assertNothingIsKept();
  }

  @Test
  void undoesChangesToWhatWasThere() {
    Project project = projectOf("alpha");
    RunInfo run = run(project.id()).build();
    store.runs().create(run, Map.of("stage", "first"));
    store.runs().addParams(run.id(), Map.of("lr", "0.1"));
    clock.tick();
    assertThatThrownBy(
            () ->
                store
                    .transactions()
                    .transact(
                        () -> {
                          store.projects().rename(project.id(), "beta", clock.instant());
                          store.runs().setTags(run.id(), Map.of("stage", "second"));
                          store.runs().addParams(run.id(), Map.of("batch", "32"));
                          store.runs().deleteTag(run.id(), "stage");
                          store
                              .runs()
                              .update(RunBuilder.from(run).deletedAt(clock.instant()).build());
                          store.runs().purge(run.id());
                          throw new IllegalStateException("no");
                        }))
        .hasMessage("no");
    assertThat(store.projects().find(project.id())).contains(project);
    assertThat(store.runs().find(run.id(), Projection.FULL))
        .hasValueSatisfying(
            kept -> {
              assertThat(kept.info()).isEqualTo(run);
              assertThat(kept.params()).isEqualTo(Map.of("lr", "0.1"));
              assertThat(kept.tags()).isEqualTo(Map.of("stage", "first"));
            });
  }

  @Test
  void undoesWorkThatFailsWithAnError() {
    AssertionError reason = new AssertionError("broken");
    assertThatThrownBy(
            () ->
                store
                    .transactions()
                    .transact(
                        () -> {
                          project("alpha");
                          throw reason;
                        }))
        .isSameAs(reason);
    assertNothingIsKept();
  }

  @Test
  void readsInsideSeeEarlierWrites() {
    boolean seen =
        store
            .transactions()
            .transact(
                () -> {
                  ProjectId project = project("alpha");
                  RunInfo run = run(project).build();
                  store.runs().create(run, Map.of());
                  return store.projects().find(project).isPresent()
                      && store.runs().info(run.id()).isPresent()
                      && all().size() == 1;
                });
    assertThat(seen).isTrue();
  }

  @Test
  void joinsAnOuterTransaction() {
    assertThatThrownBy(
            () ->
                store
                    .transactions()
                    .transact(
                        () -> {
                          store.transactions().transact(() -> project("alpha"));
                          throw new IllegalStateException("outer");
                        }))
        .hasMessage("outer");
    assertNothingIsKept();
  }

  @Test
  void undoesOnlyTheInnerWorkWhenTheOuterGoesOn() {
    store
        .transactions()
        .transact(
            () -> {
              project("before");
              assertThatThrownBy(
                      () ->
                          store
                              .transactions()
                              .transact(
                                  () -> {
                                    project("inner");
                                    append("project/inner");
                                    throw new IllegalStateException("inner");
                                  }))
                  .hasMessage("inner");
              assertThat(store.projects().findByName("inner")).isEmpty();
              project("after");
            });
    assertThat(all()).extracting(Project::name).containsExactlyInAnyOrder("before", "after");
    assertThat(store.ledger().head()).isEmpty();
  }

  @Test
  void goesOnAfterAPortRefused() {
    project("alpha");
    store
        .transactions()
        .transact(
            () -> {
              project("beta");
              assertFails(Failure.Kind.ALREADY_EXISTS, () -> project("alpha"));
              project("gamma");
            });
    assertThat(all()).extracting(Project::name).containsExactlyInAnyOrder("alpha", "beta", "gamma");
  }

  @Test
  void oneAfterTheOtherSeesAllThatWasDone() throws Exception {
    ProjectId counter = project("counter");
    Crowd.of(
        THREADS,
        thread -> {
          for (int i = 0; i < ROUNDS; i++) {
            boolean fails = i % 4 == 3;
            try {
              store.transactions().transact(() -> increment(counter, fails));
            } catch (IllegalStateException e) {
              assertThat(e).hasMessage("on purpose");
            }
          }
        });
    assertThat(count(counter)).isEqualTo(THREADS * ROUNDS * 3 / 4);
    List<Entry> entries = store.ledger().entries(0, 1_000);
    assertThat(entries).hasSize(THREADS * ROUNDS * 3 / 4);
    for (int i = 0; i < entries.size(); i++) {
      assertThat(entries.get(i).index()).isEqualTo(i);
    }
  }

  @Test
  void readersNeverSeeHalfAChange() throws Exception {
    ProjectId left = project("left");
    ProjectId right = project("right");
    setCount(left, 0);
    setCount(right, 0);
    AtomicBoolean done = new AtomicBoolean();
    Crowd.of(
        4,
        thread -> {
          if (thread == 0) {
            try {
              for (int i = 1; i <= ROUNDS * 5; i++) {
                int value = i;
                store
                    .transactions()
                    .transact(
                        () -> {
                          setCount(left, value);
                          setCount(right, value);
                        });
              }
            } finally {
              done.set(true);
            }
            return;
          }
          while (!done.get()) {
            assertThat(all().stream().map(project -> project.tags().get("count")).distinct())
                .hasSize(1);
            Thread.sleep(1); // virtual threads that never wait would keep the writer from its turn
          }
        });
    assertThat(count(right)).isEqualTo(ROUNDS * 5);
  }

  private void increment(ProjectId counter, boolean fails) {
    setCount(counter, count(counter) + 1);
    append("project/counter");
    if (fails) {
      throw new IllegalStateException("on purpose");
    }
  }

  private int count(ProjectId project) {
    Map<String, String> tags = store.projects().find(project).map(Project::tags).orElseThrow();
    return Integer.parseInt(tags.getOrDefault("count", "0"));
  }

  private void setCount(ProjectId project, int value) {
    store.projects().setTags(project, Map.of("count", Integer.toString(value)), clock.instant());
  }

  private void append(String subject) {
    store
        .ledger()
        .append(
            new Change(Actor.LOCAL, clock.instant(), Action.PROJECT_CREATED, subject, Map.of()));
  }

  private List<Project> all() {
    return store
        .projects()
        .search(
            new ProjectQuery(Visibility.ALL, Filter.everything(), List.of()),
            PageRequest.first(100))
        .items();
  }

  private void assertNothingIsKept() {
    assertThat(all()).isEmpty();
    assertThat(store.ledger().head()).isEmpty();
  }
}
