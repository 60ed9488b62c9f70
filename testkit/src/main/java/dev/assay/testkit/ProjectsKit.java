package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure.Kind;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectId;
import dev.assay.core.run.Projection;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What {@link dev.assay.core.project.Projects} promises, but for its search. */
public abstract class ProjectsKit extends StoreKit {
  private static final ProjectId UNKNOWN = new ProjectId(4711);

  @Test
  void numbersProjectsFromZero() {
    assertThat(project("first")).isEqualTo(new ProjectId(0));
    assertThat(project("second")).isEqualTo(new ProjectId(1));
  }

  @Test
  void keepsAllFacts() {
    Project made =
        store
            .projects()
            .create(
                "Größe 木 😀 'quoted' %_\\",
                Optional.of("s3://bucket/a b"),
                Map.of("note", "line\nline", "empty", ""),
                clock.instant());
    assertThat(made)
        .isEqualTo(
            new Project(
                made.id(),
                "Größe 木 😀 'quoted' %_\\",
                Optional.of("s3://bucket/a b"),
                clock.instant(),
                clock.instant(),
                Optional.empty(),
                Map.of("note", "line\nline", "empty", "")));
    restart();
    assertThat(store.projects().find(made.id())).contains(made);
    assertThat(store.projects().findByName(made.name())).contains(made);
  }

  @Test
  void keepsTimesToTheMillisecond() {
    Instant precise = Instant.parse("2026-05-04T03:02:01.123456789Z");
    Instant kept = Instant.parse("2026-05-04T03:02:01.123Z");
    Project made = store.projects().create("alpha", Optional.empty(), Map.of(), precise);
    assertThat(made.createdAt()).isEqualTo(kept);
    store.projects().setDeleted(made.id(), Optional.of(precise), precise);
    Project deleted = found(made.id());
    assertThat(deleted.updatedAt()).isEqualTo(kept);
    assertThat(deleted.deletedAt()).contains(kept);
  }

  @Test
  void findsNothingUnderAnUnknownIdOrName() {
    project("alpha");
    assertThat(store.projects().find(UNKNOWN)).isEmpty();
    assertThat(store.projects().findByName("Alpha")).isEmpty();
    assertThat(store.projects().findByName("alpha ")).isEmpty();
  }

  @Test
  void refusesASecondProjectOfAName() {
    ProjectId first = project("alpha");
    assertFails(Kind.ALREADY_EXISTS, () -> project("alpha")).hasMessageContaining("alpha");
    delete(first);
    assertFails(Kind.ALREADY_EXISTS, () -> project("alpha"));
    assertThat(project("ALPHA")).isNotEqualTo(first);
  }

  @Test
  void neverUsesANumberAgain() {
    project("alpha");
    ProjectId last = project("beta");
    delete(last);
    store.projects().purge(last);
    restart();
    assertThat(project("gamma").value()).isGreaterThan(last.value());
  }

  @Test
  void renames() {
    Project before = projectOf("alpha");
    Instant at = clock.tick();
    store.projects().rename(before.id(), "beta", at);
    Project after = found(before.id());
    assertThat(after.name()).isEqualTo("beta");
    assertThat(after.createdAt()).isEqualTo(before.createdAt());
    assertThat(after.updatedAt()).isEqualTo(at);
    assertThat(store.projects().findByName("alpha")).isEmpty();
    assertThat(store.projects().findByName("beta")).contains(after);
    assertThat(project("alpha")).isNotEqualTo(before.id());
  }

  @Test
  void takesItsOwnNameAgain() {
    ProjectId project = project("alpha");
    store.projects().rename(project, "alpha", clock.tick());
    assertThat(found(project).name()).isEqualTo("alpha");
  }

  @Test
  void refusesToRenameToATakenName() {
    Project alpha = projectOf("alpha");
    ProjectId beta = project("beta");
    assertFails(
        Kind.ALREADY_EXISTS, () -> store.projects().rename(alpha.id(), "beta", clock.tick()));
    delete(beta);
    assertFails(
        Kind.ALREADY_EXISTS, () -> store.projects().rename(alpha.id(), "beta", clock.tick()));
    assertThat(store.projects().find(alpha.id())).contains(alpha);
  }

  @Test
  void refusesToChangeAnUnknownProject() {
    Instant at = clock.instant();
    assertFails(Kind.NOT_FOUND, () -> store.projects().rename(UNKNOWN, "alpha", at));
    assertFails(Kind.NOT_FOUND, () -> store.projects().setDeleted(UNKNOWN, Optional.of(at), at));
    assertFails(Kind.NOT_FOUND, () -> store.projects().setTags(UNKNOWN, Map.of("a", "b"), at));
    assertFails(Kind.NOT_FOUND, () -> store.projects().purge(UNKNOWN));
    assertThat(store.projects().deleteTag(UNKNOWN, "a", at)).isFalse();
  }

  @Test
  void deletesAndRestoresWithAllRuns() {
    ProjectId project = project("alpha");
    RunInfo run = created(run(project).build());
    RunInfo other = created(run(project("beta")).build());
    Instant at = clock.tick();
    store.projects().setDeleted(project, Optional.of(at), at);
    assertThat(found(project).deletedAt()).contains(at);
    assertThat(found(project).updatedAt()).isEqualTo(at);
    assertThat(info(run.id()).deletedAt()).contains(at);
    assertThat(info(other.id())).isEqualTo(other);
    Instant later = clock.tick();
    store.projects().setDeleted(project, Optional.empty(), later);
    restart();
    assertThat(found(project).deletedAt()).isEmpty();
    assertThat(found(project).updatedAt()).isEqualTo(later);
    assertThat(info(run.id())).isEqualTo(run);
  }

  @Test
  void leavesTheTimeOfRunsThatWereDeletedBefore() {
    ProjectId project = project("alpha");
    RunInfo run = created(run(project).deletedAt(clock.instant()).build());
    Instant at = clock.tick();
    store.projects().setDeleted(project, Optional.of(at), at);
    assertThat(info(run.id()).deletedAt()).isEqualTo(run.deletedAt());
    store.projects().setDeleted(project, Optional.empty(), at);
    assertThat(info(run.id()).deletedAt()).isEmpty();
  }

  @Test
  void setsReplacesAndRemovesTags() {
    ProjectId project = project("alpha");
    Instant first = clock.tick();
    store.projects().setTags(project, Map.of("a", "1", "b", "2"), first);
    assertThat(found(project).updatedAt()).isEqualTo(first);
    Instant second = clock.tick();
    store.projects().setTags(project, Map.of("b", "two", "c", ""), second);
    assertThat(found(project).tags()).isEqualTo(Map.of("a", "1", "b", "two", "c", ""));
    assertThat(found(project).updatedAt()).isEqualTo(second);
    Instant third = clock.tick();
    assertThat(store.projects().deleteTag(project, "b", third)).isTrue();
    assertThat(found(project).updatedAt()).isEqualTo(third);
    assertThat(store.projects().deleteTag(project, "b", clock.tick())).isFalse();
    assertThat(store.projects().deleteTag(project, "A", clock.tick())).isFalse();
    restart();
    assertThat(found(project).updatedAt()).isEqualTo(third);
    assertThat(found(project).tags()).isEqualTo(Map.of("a", "1", "c", ""));
  }

  @Test
  void purgesOnlyWhatIsDeleted() {
    ProjectId project = project("alpha");
    assertFails(Kind.CONFLICT, () -> store.projects().purge(project));
    assertThat(store.projects().find(project)).isPresent();
  }

  @Test
  void purgesWithAllRuns() {
    ProjectId project = project("alpha");
    RunInfo run = created(run(project).build());
    store.runs().addParams(run.id(), Map.of("lr", "0.1"));
    store.runs().setTags(run.id(), Map.of("stage", "first"));
    RunInfo other = created(run(project("beta")).build());
    delete(project);
    store.projects().purge(project);
    restart();
    assertThat(store.projects().find(project)).isEmpty();
    assertThat(store.projects().findByName("alpha")).isEmpty();
    assertThat(store.runs().find(run.id(), Projection.FULL)).isEmpty();
    assertThat(info(other.id())).isEqualTo(other);
    RunInfo again = created(run(project("alpha")).id(run.id().value()).build());
    assertThat(store.runs().find(again.id(), Projection.FULL))
        .hasValueSatisfying(
            kept -> {
              assertThat(kept.params()).isEmpty();
              assertThat(kept.tags()).isEmpty();
            });
  }

  @Test
  void givesEachThreadANumberOfItsOwn() throws Exception {
    Set<ProjectId> given = ConcurrentHashMap.newKeySet();
    Crowd.of(
        8,
        thread -> {
          for (int i = 0; i < 10; i++) {
            given.add(project(thread + "/" + i));
          }
        });
    Set<ProjectId> expected = new HashSet<>();
    for (int i = 0; i < 80; i++) {
      expected.add(new ProjectId(i));
    }
    assertThat(given).isEqualTo(expected);
  }

  private void delete(ProjectId project) {
    store.projects().setDeleted(project, Optional.of(clock.instant()), clock.instant());
  }

  private Project found(ProjectId id) {
    return store.projects().find(id).orElseThrow();
  }

  private RunInfo info(RunId id) {
    return store.runs().info(id).orElseThrow();
  }

  private RunInfo created(RunInfo run) {
    store.runs().create(run, Map.of());
    return run;
  }
}
