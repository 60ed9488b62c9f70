package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.core.Failure.Kind;
import dev.assay.core.project.ProjectId;
import dev.assay.core.run.Lifecycle;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Projection.Keys;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.Runs;
import dev.assay.core.run.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What {@link Runs} promises, but for its search. */
public abstract class RunsKit extends StoreKit {
  private static final RunId UNKNOWN = new RunId("unknown");

  @Test
  void keepsAllFacts() {
    RunInfo run =
        run(project("alpha"))
            .name("Größe 木 😀 'quoted' %_\\")
            .user("ada")
            .status(Status.INTERRUPTED)
            .lifecycle(Lifecycle.ARCHIVED)
            .endedAt(clock.tick())
            .deletedAt(clock.tick())
            .lostAt(clock.tick())
            .build();
    store.runs().create(run, Map.of("note", "line\nline", "empty", ""));
    restart();
    assertThat(store.runs().info(run.id())).contains(run);
    Run found = full(run.id());
    assertThat(found.info()).isEqualTo(run);
    assertThat(found.tags()).isEqualTo(Map.of("note", "line\nline", "empty", ""));
    assertThat(found.params()).isEmpty();
    assertThat(found.latest()).isEmpty();
    assertThat(found.inputs()).isEmpty();
    assertThat(found.modelInputs()).isEmpty();
    assertThat(found.modelOutputs()).isEmpty();
  }

  @Test
  void keepsEveryStatusAndLifecycle() {
    ProjectId project = project("alpha");
    for (Status status : Status.values()) {
      for (Lifecycle lifecycle : Lifecycle.values()) {
        RunInfo run = created(run(project).status(status).lifecycle(lifecycle).build());
        assertThat(store.runs().info(run.id())).contains(run);
      }
    }
  }

  @Test
  void keepsTimesToTheMillisecond() {
    Instant precise = Instant.parse("2026-05-04T03:02:01.123456789Z");
    Instant kept = Instant.parse("2026-05-04T03:02:01.123Z");
    RunBuilder builder =
        run(project("alpha"))
            .startedAt(precise)
            .endedAt(precise)
            .deletedAt(precise)
            .lostAt(precise);
    RunInfo expected =
        RunBuilder.from(builder.build())
            .startedAt(kept)
            .endedAt(kept)
            .deletedAt(kept)
            .lostAt(kept)
            .build();
    RunInfo run = created(builder.build());
    assertThat(store.runs().info(run.id())).contains(expected);
    store.runs().update(builder.build());
    assertThat(store.runs().info(run.id())).contains(expected);
  }

  @Test
  void findsNothingUnderAnUnknownId() {
    RunInfo run = created(run(project("alpha")).id("abc").build());
    assertThat(store.runs().info(UNKNOWN)).isEmpty();
    assertThat(store.runs().find(UNKNOWN, Projection.FULL)).isEmpty();
    assertThat(store.runs().info(new RunId("ABC"))).isEmpty();
    assertThat(store.runs().info(run.id())).contains(run);
  }

  @Test
  void findsRunsByTheStartOfTheirId() {
    ProjectId project = project("project");
    List<String> ids =
        List.of("0a1b", "0a1b-2", "0a1bZ", "0a1b_", "0a1c", "0A1B", "0a1", "zz", "z");
    ids.reversed().forEach(id -> store.runs().create(run(project).id(id).build(), Map.of()));

    assertThat(idsStartingWith("0a1b", 10)).containsExactly("0a1b", "0a1b-2", "0a1bZ", "0a1b_");
    assertThat(idsStartingWith("0a1b", 2)).containsExactly("0a1b", "0a1b-2");
    assertThat(idsStartingWith("z", 10)).containsExactly("z", "zz");
    assertThat(idsStartingWith("0b", 10)).isEmpty();
  }

  private List<String> idsStartingWith(String prefix, int limit) {
    return store.runs().startingWith(prefix, limit).stream().map(run -> run.id().value()).toList();
  }

  @Test
  void refusesATakenIdInAnyProject() {
    RunInfo run = created(run(project("alpha")).build());
    RunInfo same = run(project("beta")).id(run.id().value()).build();
    assertFails(Kind.ALREADY_EXISTS, () -> store.runs().create(same, Map.of("a", "b")));
    assertThat(full(run.id()).info()).isEqualTo(run);
    assertThat(full(run.id()).tags()).isEmpty();
  }

  @Test
  void refusesARunOfAnUnknownProject() {
    RunInfo run = run(new ProjectId(4711)).build();
    assertFails(Kind.NOT_FOUND, () -> store.runs().create(run, Map.of()));
    assertThat(store.runs().info(run.id())).isEmpty();
  }

  @Test
  void replacesTheFacts() {
    RunInfo before = created(run(project("alpha")).name("before").user("ada").build());
    RunInfo after =
        RunBuilder.from(before)
            .name("after")
            .user("bob")
            .status(Status.FAILED)
            .lifecycle(Lifecycle.COMPLETED)
            .startedAt(clock.tick())
            .endedAt(clock.tick())
            .deletedAt(clock.tick())
            .lostAt(clock.tick())
            .build();
    store.runs().update(after);
    restart();
    assertThat(store.runs().info(before.id())).contains(after);
    store.runs().update(before);
    assertThat(store.runs().info(before.id())).contains(before);
  }

  @Test
  void staysInItsProject() {
    ProjectId alpha = project("alpha");
    RunInfo run = created(run(alpha).build());
    store.runs().update(run(project("beta")).id(run.id().value()).name("moved").build());
    RunInfo after = store.runs().info(run.id()).orElseThrow();
    assertThat(after.projectId()).isEqualTo(alpha);
    assertThat(after.name()).isEqualTo("moved");
  }

  @Test
  void refusesToChangeAnUnknownRun() {
    RunInfo unknown = run(project("alpha")).id(UNKNOWN.value()).build();
    assertFails(Kind.NOT_FOUND, () -> store.runs().update(unknown));
    assertFails(Kind.NOT_FOUND, () -> store.runs().addParams(UNKNOWN, Map.of("a", "b")));
    assertFails(Kind.NOT_FOUND, () -> store.runs().setTags(UNKNOWN, Map.of("a", "b")));
    assertFails(Kind.NOT_FOUND, () -> store.runs().purge(UNKNOWN));
    assertThat(store.runs().deleteTag(UNKNOWN, "a")).isFalse();
    store.runs().heard(UNKNOWN, clock.instant());
    assertThat(store.runs().info(UNKNOWN)).isEmpty();
  }

  @Test
  void addsParamsOnce() {
    RunInfo run = created(run(project("alpha")).build());
    assertThat(store.runs().addParams(run.id(), Map.of("lr", "0.1", "empty", "")))
        .containsExactlyInAnyOrder("lr", "empty");
    assertThat(store.runs().addParams(run.id(), Map.of("lr", "0.1", "batch", "32")))
        .containsExactlyInAnyOrder("batch");
    assertThat(store.runs().addParams(run.id(), Map.of("lr", "0.1"))).isEmpty();
    assertThat(store.runs().addParams(run.id(), Map.of())).isEmpty();
    restart();
    assertThat(full(run.id()).params()).isEqualTo(Map.of("lr", "0.1", "empty", "", "batch", "32"));
  }

  @Test
  void refusesToChangeAParamAndAddsNothing() {
    RunInfo run = created(run(project("alpha")).build());
    store.runs().addParams(run.id(), Map.of("lr", "0.1"));
    assertFails(
            Kind.CONFLICT,
            () -> store.runs().addParams(run.id(), Map.of("a", "1", "lr", "0.10", "z", "2")))
        .hasMessageContaining("lr")
        .hasMessageContaining("0.1")
        .hasMessageContaining("0.10");
    assertFails(Kind.CONFLICT, () -> store.runs().addParams(run.id(), Map.of("lr", "")));
    assertThat(full(run.id()).params()).isEqualTo(Map.of("lr", "0.1"));
  }

  @Test
  void keepsALongParam() {
    RunInfo run = created(run(project("alpha")).build());
    String value = "å".repeat(6_000);
    store.runs().addParams(run.id(), Map.of("k".repeat(250), value));
    restart();
    assertThat(full(run.id()).params()).isEqualTo(Map.of("k".repeat(250), value));
  }

  @Test
  void setsReplacesAndRemovesTags() {
    RunInfo run = created(run(project("alpha")).build());
    assertThat(store.runs().setTags(run.id(), Map.of("a", "1", "b", "2")))
        .containsExactlyInAnyOrder("a", "b");
    assertThat(store.runs().setTags(run.id(), Map.of("a", "1", "b", "two", "c", "")))
        .containsExactlyInAnyOrder("b", "c");
    assertThat(store.runs().setTags(run.id(), Map.of("a", "1"))).isEmpty();
    assertThat(store.runs().deleteTag(run.id(), "a")).isTrue();
    assertThat(store.runs().deleteTag(run.id(), "a")).isFalse();
    restart();
    assertThat(full(run.id()).tags()).isEqualTo(Map.of("b", "two", "c", ""));
  }

  @Test
  void tellsKeysApartByCase() {
    RunInfo run = created(run(project("alpha")).build());
    store.runs().setTags(run.id(), Map.of("key", "1", "KEY", "2", "key ", "3"));
    store.runs().addParams(run.id(), Map.of("key", "1", "KEY", "2", "key ", "3"));
    Run found = full(run.id());
    assertThat(found.tags()).isEqualTo(Map.of("key", "1", "KEY", "2", "key ", "3"));
    assertThat(found.params()).isEqualTo(Map.of("key", "1", "KEY", "2", "key ", "3"));
  }

  @Test
  void readsOnlyWhatTheProjectionNames() {
    RunInfo run = created(run(project("alpha")).build());
    store.runs().setTags(run.id(), Map.of("a", "1", "b", "2"));
    store.runs().addParams(run.id(), Map.of("c", "3", "d", "4"));
    Run bare = store.runs().find(run.id(), Projection.INFO).orElseThrow();
    assertThat(bare.info()).isEqualTo(run);
    assertThat(bare.tags()).isEmpty();
    assertThat(bare.params()).isEmpty();
    Projection some =
        new Projection(
            Keys.NONE,
            new Keys.Only(Set.of("d", "absent")),
            new Keys.Only(Set.of("a")),
            false,
            false);
    Run part = store.runs().find(run.id(), some).orElseThrow();
    assertThat(part.tags()).isEqualTo(Map.of("a", "1"));
    assertThat(part.params()).isEqualTo(Map.of("d", "4"));
  }

  @Test
  void ordersPartsByKey() {
    RunInfo run = created(run(project("alpha")).build());
    Map<String, String> parts =
        Map.of("b", "1", "a", "2", "B", "3", "ä", "4", "\uFF5E", "5", "😀", "6", "a/b", "7");
    store.runs().setTags(run.id(), parts);
    store.runs().addParams(run.id(), parts);
    Run found = full(run.id());
    assertThat(found.tags().keySet()).containsExactly("B", "a", "a/b", "b", "ä", "\uFF5E", "😀");
    assertThat(found.params().keySet()).containsExactly("B", "a", "a/b", "b", "ä", "\uFF5E", "😀");
  }

  @Test
  void findsRunsThatWereSilentLongestFirst() {
    ProjectId project = project("alpha");
    RunInfo first = created(run(project).build());
    clock.advance(Duration.ofMinutes(5));
    RunInfo second = created(run(project).build());
    clock.advance(Duration.ofMinutes(5));
    RunInfo third = created(run(project).build());
    Instant end = clock.advance(Duration.ofMinutes(5));
    assertThat(silent(end)).containsExactly(first, second, third);
    store.runs().heard(first.id(), clock.instant());
    restart();
    assertThat(silent(end.minus(precision()))).containsExactly(second, third);
    assertThat(silent(end.plusMillis(1))).containsExactly(second, third, first);
    assertThat(store.runs().silentSince(end.plusMillis(1), 2)).containsExactly(second, third);
    assertThat(silent(TestClock.START)).isEmpty();
  }

  @Test
  void countsARunAsHeardWhenItStarted() {
    RunInfo run = created(run(project("alpha")).startedAt(TestClock.START).build());
    assertThat(silent(TestClock.START)).isEmpty();
    assertThat(silent(TestClock.START.plusMillis(1))).containsExactly(run);
  }

  @Test
  void isNeverHeardEarlierThanBefore() {
    RunInfo run = created(run(project("alpha")).build());
    Instant late = clock.advance(Duration.ofHours(1));
    store.runs().heard(run.id(), late);
    store.runs().heard(run.id(), TestClock.START.plusSeconds(60));
    assertThat(silent(late.minus(precision()))).isEmpty();
  }

  @Test
  void leavesOutWhatDoesNotRunOrIsDeleted() {
    ProjectId project = project("alpha");
    for (Status status : Status.values()) {
      created(run(project).status(status).deletedAt(clock.instant()).build());
      if (status != Status.RUNNING) {
        created(run(project).status(status).build());
      }
    }
    RunInfo running = created(run(project).build());
    Instant later = clock.advance(Duration.ofHours(1));
    assertThat(silent(later)).containsExactly(running);
    store.runs().update(RunBuilder.from(running).status(Status.FINISHED).build());
    assertThat(silent(later)).isEmpty();
  }

  @Test
  void purgesOnlyWhatIsDeleted() {
    RunInfo run = created(run(project("alpha")).build());
    assertFails(Kind.CONFLICT, () -> store.runs().purge(run.id()));
    assertThat(store.runs().info(run.id())).contains(run);
  }

  @Test
  void purgesWithAllParts() {
    RunInfo run = created(run(project("alpha")).deletedAt(clock.instant()).build());
    store.runs().setTags(run.id(), Map.of("a", "1"));
    store.runs().addParams(run.id(), Map.of("b", "2"));
    store.runs().heard(run.id(), clock.advance(Duration.ofHours(1)));
    store.runs().purge(run.id());
    restart();
    assertThat(store.runs().info(run.id())).isEmpty();
    RunInfo again = created(RunBuilder.from(run).startedAt(TestClock.START).build());
    assertThat(full(again.id()).tags()).isEmpty();
    assertThat(full(again.id()).params()).isEmpty();
  }

  @Test
  void letsOneThreadSetAParam() throws Exception {
    RunInfo run = created(run(project("alpha")).build());
    AtomicInteger winners = new AtomicInteger();
    Crowd.of(
        8,
        thread -> {
          Map<String, String> params = Map.of("lr", "" + thread, "own" + thread, "x");
          try {
            store.runs().addParams(run.id(), params);
            winners.incrementAndGet();
          } catch (Failure e) {
            assertThat(e.kind()).isEqualTo(Kind.CONFLICT);
          }
        });
    assertThat(winners).hasValue(1);
    String value = full(run.id()).params().getOrDefault("lr", "none");
    assertThat(full(run.id()).params()).isEqualTo(Map.of("lr", value, "own" + value, "x"));
  }

  private static Duration precision() {
    return Duration.ofSeconds(Runs.HEARD_PRECISION_SECONDS);
  }

  private List<RunInfo> silent(Instant before) {
    return store.runs().silentSince(before, 1_000);
  }

  private Run full(RunId id) {
    return store.runs().find(id, Projection.FULL).orElseThrow();
  }

  private RunInfo created(RunInfo run) {
    store.runs().create(run, Map.of());
    return run;
  }
}
