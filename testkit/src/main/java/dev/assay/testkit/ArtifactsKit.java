package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.artifact.Artifact;
import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.artifact.BlobRef;
import dev.assay.core.artifact.Listing;
import dev.assay.core.project.ProjectId;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Artifacts} promises. */
public abstract class ArtifactsKit extends PortKit {
  private ArtifactOwner run;
  private ArtifactOwner model;
  private ArtifactOwner project;

  @BeforeEach
  void givenOwners() {
    ProjectId projectId = Given.project(store, "project");
    RunId runId = Given.run(store, projectId, 1);
    project = new ArtifactOwner.OfProject(projectId);
    run = new ArtifactOwner.OfRun(runId);
    model = new ArtifactOwner.OfModel(Given.loggedModel(store, projectId, 1));
  }

  @Test
  void findsWhatWasPut() {
    Artifact put = artifacts().put(run, path("a/b.txt"), blob("one"), at(1));

    assertThat(put).isEqualTo(new Artifact(run, path("a/b.txt"), 1, blob("one"), at(1)));
    assertThat(artifacts().find(run, path("a/b.txt"))).contains(put);
  }

  @Test
  void sameBytesAgainChangeNothing() {
    Artifact first = put("f", "one", 1);

    assertThat(put("f", "one", 2)).isEqualTo(first);
    assertThat(artifacts().versions(run, path("f"))).containsExactly(first);
  }

  @Test
  void otherBytesMakeTheNextVersion() {
    Artifact first = put("f", "one", 1);
    Artifact second = put("f", "two", 2);
    Artifact third = put("f", "one", 3);

    assertThat(third).isEqualTo(new Artifact(run, path("f"), 3, blob("one"), at(3)));
    assertThat(artifacts().find(run, path("f"))).contains(third);
    assertThat(artifacts().versions(run, path("f"))).containsExactly(third, second, first);
  }

  @Test
  void refusesOwnersThatDoNotExist() {
    for (ArtifactOwner nobody :
        List.of(
            new ArtifactOwner.OfRun(new RunId("f".repeat(32))),
            new ArtifactOwner.OfModel(new LoggedModelId("m-" + "f".repeat(32))),
            new ArtifactOwner.OfProject(new ProjectId(987_654)))) {
      assertFails(
          Failure.Kind.NOT_FOUND, () -> artifacts().put(nobody, path("f"), blob("one"), at(1)));
      assertThat(artifacts().find(nobody, path("f"))).isEmpty();
      assertThat(artifacts().list(nobody, ArtifactPath.ROOT)).isEmpty();
      assertThat(artifacts().tree(nobody, ArtifactPath.ROOT)).isEmpty();
      assertThat(artifacts().remove(nobody, ArtifactPath.ROOT, at(1))).isZero();
    }
  }

  @Test
  void refusesFileWhereAFolderIs() {
    put("a/b/c", "one", 1);

    assertFails(Failure.Kind.CONFLICT, () -> put("a/b", "two", 2));
    assertFails(Failure.Kind.CONFLICT, () -> put("a", "two", 2));
    assertThat(paths()).containsExactly("a/b/c");
  }

  @Test
  void refusesFileBelowAFile() {
    put("a/b", "one", 1);

    assertFails(Failure.Kind.CONFLICT, () -> put("a/b/c", "two", 2));
    assertFails(Failure.Kind.CONFLICT, () -> put("a/b/c/d", "two", 2));
    assertThat(paths()).containsExactly("a/b");
  }

  @Test
  void removedFileMayBecomeAFolder() {
    put("a", "one", 1);
    artifacts().remove(run, path("a"), at(2));

    put("a/b", "two", 3);

    assertThat(paths()).containsExactly("a/b");
  }

  @Test
  void rootIsNoFile() {
    assertFails(
        Failure.Kind.CONFLICT, () -> artifacts().put(run, ArtifactPath.ROOT, blob("one"), at(1)));
  }

  @Test
  void listsChildrenByName() {
    Artifact plain = put("a.b", "one", 1);
    put("a/x/y", "two", 1);
    put("a/z", "three", 1);
    put("b!", "four", 1);
    put("b/1", "five", 1);

    assertThat(artifacts().list(run, ArtifactPath.ROOT).stream().map(Listing::name))
        .containsExactly("a", "a.b", "b", "b!");
    assertThat(artifacts().list(run, ArtifactPath.ROOT))
        .contains(new Listing.Folder("a"), new Listing.File("a.b", plain));
    assertThat(artifacts().list(run, path("a")).stream().map(Listing::name))
        .containsExactly("x", "z");
  }

  @Test
  void namesCompareByCodePoint() {
    List<String> sorted = List.of("B", "a", "é", "\uFFFD", "\uD83D\uDE00");
    sorted.reversed().forEach(name -> put(name, "one", 1));
    sorted.reversed().forEach(name -> put("d/" + name + "/x", "one", 1));

    assertThat(artifacts().list(run, path("d")).stream().map(Listing::name))
        .containsExactlyElementsOf(sorted);
    assertThat(artifacts().tree(run, ArtifactPath.ROOT).stream().map(a -> a.path().toString()))
        .containsExactly(
            "B",
            "a",
            "d/B/x",
            "d/a/x",
            "d/é/x",
            "d/\uFFFD/x",
            "d/\uD83D\uDE00/x",
            "é",
            "\uFFFD",
            "\uD83D\uDE00");
  }

  @Test
  void listsManyChildren() {
    for (int i = 0; i < 600; i++) {
      put("many/f" + (1000 + i), "x", 1);
    }
    put("many/e/deep", "x", 1);
    put("many/g/deep", "x", 1);

    List<Listing> children = artifacts().list(run, path("many"));

    assertThat(children).hasSize(602);
    assertThat(children.getFirst()).isEqualTo(new Listing.Folder("e"));
    assertThat(children.getLast()).isEqualTo(new Listing.Folder("g"));
    assertThat(artifacts().tree(run, path("many"))).hasSize(602);
  }

  @Test
  void fileAndUnknownFolderHaveNoChildren() {
    put("a/b", "one", 1);

    assertThat(artifacts().list(run, path("a/b"))).isEmpty();
    assertThat(artifacts().list(run, path("no"))).isEmpty();
    assertThat(artifacts().list(run, path("a/b/c"))).isEmpty();
  }

  @Test
  void treeHoldsTheNewestVersionOfEachFileAtOrBelow() {
    put("t/a", "one", 1);
    Artifact a = put("t/a", "two", 2);
    Artifact b = put("t/b/c", "one", 1);
    Artifact sibling = put("tt", "one", 1);

    assertThat(artifacts().tree(run, path("t"))).containsExactly(a, b);
    assertThat(artifacts().tree(run, path("t/b/c"))).containsExactly(b);
    assertThat(artifacts().tree(run, ArtifactPath.ROOT)).containsExactly(a, b, sibling);
  }

  @Test
  void removeHidesAtAndBelowButNotSiblings() {
    put("a/b", "one", 1);
    put("a/c/d", "one", 1);
    put("a!", "one", 1);
    put("a0", "one", 1);
    put("ab/c", "one", 1);

    assertThat(artifacts().remove(run, path("a"), at(2))).isEqualTo(2);
    assertThat(artifacts().remove(run, path("a"), at(3))).isZero();

    assertThat(paths()).containsExactly("a!", "a0", "ab/c");
    assertThat(artifacts().find(run, path("a/b"))).isEmpty();
    assertThat(artifacts().list(run, path("a"))).isEmpty();
  }

  @Test
  void versionsOutliveRemoval() {
    Artifact first = put("f", "one", 1);
    artifacts().remove(run, ArtifactPath.ROOT, at(2));

    assertThat(artifacts().versions(run, path("f"))).containsExactly(first);

    Artifact second = put("f", "one", 3);
    assertThat(second.version()).isEqualTo(2);
    assertThat(artifacts().find(run, path("f"))).contains(second);
    assertThat(artifacts().versions(run, path("f"))).containsExactly(second, first);
  }

  @Test
  void ownersAreApart() {
    artifacts().put(run, path("f"), blob("run"), at(1));
    artifacts().put(model, path("f"), blob("model"), at(1));
    artifacts().put(project, path("f"), blob("project"), at(1));

    assertThat(artifacts().find(run, path("f")).orElseThrow().blob()).isEqualTo(blob("run"));
    assertThat(artifacts().find(model, path("f")).orElseThrow().blob()).isEqualTo(blob("model"));
    assertThat(artifacts().remove(project, path("f"), at(2))).isEqualTo(1);
    assertThat(artifacts().tree(run, ArtifactPath.ROOT)).hasSize(1);
    assertThat(artifacts().tree(model, ArtifactPath.ROOT)).hasSize(1);
  }

  @Test
  void refersToEveryVersionOfEveryName() {
    put("f", "old", 1);
    put("f", "new", 2);
    artifacts().remove(run, path("f"), at(3));

    assertThat(artifacts().refersTo(blob("old").digest())).isTrue();
    assertThat(artifacts().refersTo(blob("new").digest())).isTrue();
    assertThat(artifacts().refersTo(blob("never").digest())).isFalse();
  }

  @Test
  void failedTransactionLeavesNothing() {
    put("kept", "one", 1);

    assertRollsBack(
        () -> {
          put("f", "one", 2);
          put("kept", "two", 2);
          artifacts().remove(run, path("kept"), at(3));
        });

    assertThat(paths()).containsExactly("kept");
    assertThat(artifacts().versions(run, path("kept"))).hasSize(1);
    assertThat(artifacts().versions(run, path("f"))).isEmpty();
  }

  @Test
  void agreesWithTheModelOnRandomChanges() {
    StoreUnderTest oracle = new MemoryStoreUnderTest();
    ProjectId known = Given.project(oracle, "project");
    Given.loggedModel(oracle, known, 1);
    Given.run(oracle, known, 1);
    List<ArtifactOwner> owners = List.of(run, model);
    Random random = random();
    for (int i = 0; i < 400; i++) {
      ArtifactOwner owner = owners.get(random.nextInt(2));
      ArtifactPath path = path(randomPath(random));
      BlobRef blob = blob("content " + random.nextInt(3));
      int time = i;
      if (random.nextInt(5) == 0) {
        assertSame(oracle, s -> s.artifacts().remove(owner, path, at(time)));
      } else {
        assertSame(oracle, s -> s.artifacts().put(owner, path, blob, at(time)));
      }
      assertSame(oracle, s -> s.artifacts().list(owner, path));
      assertSame(oracle, s -> s.artifacts().find(owner, path));
    }
    for (ArtifactOwner owner : owners) {
      assertSame(oracle, s -> s.artifacts().tree(owner, ArtifactPath.ROOT));
      assertSame(oracle, s -> s.artifacts().versions(owner, path("a/b")));
    }
  }

  private static String randomPath(Random random) {
    StringBuilder path = new StringBuilder();
    for (int depth = random.nextInt(3); depth >= 0; depth--) {
      path.append("abc0".charAt(random.nextInt(4))).append(depth > 0 ? "/" : "");
    }
    return path.toString();
  }

  private Artifacts artifacts() {
    return store.artifacts();
  }

  private Artifact put(String path, String content, long second) {
    return artifacts().put(run, path(path), blob(content), at(second));
  }

  private List<String> paths() {
    return artifacts().tree(run, ArtifactPath.ROOT).stream()
        .map(artifact -> artifact.path().toString())
        .toList();
  }

  private static ArtifactPath path(String text) {
    return ArtifactPath.parse(text);
  }

  private static Instant at(long second) {
    return Given.at(second);
  }

  private static BlobRef blob(String content) {
    return new BlobRef(
        Digest.of(content), content.length(), Digest.of(content).hex().substring(0, 32));
  }
}
