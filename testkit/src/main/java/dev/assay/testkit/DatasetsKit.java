package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.dataset.Datasets;
import dev.assay.core.dataset.Datasets.Use;
import dev.assay.core.project.ProjectId;
import dev.assay.core.run.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Datasets} promises. */
public abstract class DatasetsKit extends PortKit {
  private ProjectId project;
  private ProjectId other;
  private RunId run;
  private RunId second;
  private RunId elsewhere;

  @BeforeEach
  void givenRuns() {
    project = Given.project(store, "project");
    other = Given.project(store, "other");
    run = Given.run(store, project, 1);
    second = Given.run(store, project, 2);
    elsewhere = Given.run(store, other, 3);
  }

  @Test
  void givesInputsInTheOrderTheyWereLinked() {
    assertThat(datasets().link(run, List.of(input("z", "1", "train"), input("a", "1", "eval"))))
        .isEqualTo(2);
    assertThat(datasets().link(run, List.of(input("m", "1", "test")))).isEqualTo(1);

    assertThat(datasets().inputs(run))
        .containsExactly(
            input("z", "1", "train"), input("a", "1", "eval"), input("m", "1", "test"));
  }

  @Test
  void linkThatExistsIsPassedOverAndKeepsItsTags() {
    datasets().link(run, List.of(input("d", "1", "train")));

    assertThat(datasets().link(run, List.of(input("d", "1", "eval"), input("d", "2", "eval"))))
        .isEqualTo(1);
    assertThat(datasets().inputs(run))
        .containsExactly(input("d", "1", "train"), input("d", "2", "eval"));
  }

  @Test
  void sameDatasetTwiceInOneCallIsOneLink() {
    assertThat(datasets().link(run, List.of(input("d", "1", "a"), input("d", "1", "b"))))
        .isEqualTo(1);
    assertThat(datasets().inputs(run)).containsExactly(input("d", "1", "a"));
  }

  @Test
  void firstDescriptionStaysWithinAProject() {
    Dataset first = new Dataset("d", "1", "s3", "s3://b/d", Optional.of("{}"), Optional.empty());
    Dataset later = new Dataset("d", "1", "local", "/d", Optional.empty(), Optional.of("{}"));
    datasets().link(run, List.of(new DatasetInput(first, Map.of())));
    datasets().link(second, List.of(new DatasetInput(later, Map.of())));
    datasets().link(elsewhere, List.of(new DatasetInput(later, Map.of())));

    assertThat(datasets().inputs(second)).containsExactly(new DatasetInput(first, Map.of()));
    assertThat(datasets().inputs(elsewhere)).containsExactly(new DatasetInput(later, Map.of()));
  }

  @Test
  void keepsAllTagsOfALink() {
    DatasetInput input =
        new DatasetInput(input("d", "1", "x").dataset(), Map.of("k", "v", "ü", "", "é", "ß"));
    datasets().link(run, List.of(input));

    assertThat(datasets().inputs(run)).containsExactly(input);
  }

  @Test
  void refusesRunThatDoesNotExist() {
    RunId nobody = new RunId("f".repeat(32));

    assertFails(
        Failure.Kind.NOT_FOUND, () -> datasets().link(nobody, List.of(input("d", "1", "x"))));
    assertThat(datasets().inputs(nobody)).isEmpty();
  }

  @Test
  void givesEachUseOnce() {
    datasets().link(run, List.of(input("d", "1", "train"), input("e", "1", "train")));
    datasets().link(second, List.of(input("d", "1", "train"), input("e", "1", "eval")));
    datasets().link(elsewhere, List.of(input("d", "1", "train")));

    assertThat(datasets().uses(List.of(project), 100))
        .containsExactlyInAnyOrder(
            use(project, "d", "1", "train"),
            use(project, "e", "1", "train"),
            use(project, "e", "1", "eval"));
    assertThat(datasets().uses(List.of(project, other), 100)).hasSize(4);
    assertThat(datasets().uses(List.of(project, other), 2)).hasSize(2);
    assertThat(datasets().uses(List.of(), 100)).isEmpty();
    assertThat(datasets().uses(List.of(new ProjectId(987_654)), 100)).isEmpty();
  }

  @Test
  void useWithoutContextIsAUse() {
    DatasetInput bare = new DatasetInput(input("d", "1", "x").dataset(), Map.of("k", "v"));
    datasets().link(run, List.of(bare));

    assertThat(datasets().uses(List.of(project), 100))
        .containsExactly(new Use(project, "d", "1", Optional.empty()));
  }

  @Test
  void failedTransactionLeavesNothing() {
    assertRollsBack(() -> datasets().link(run, List.of(input("d", "1", "train"))));

    assertThat(datasets().inputs(run)).isEmpty();
    assertThat(datasets().uses(List.of(project), 100)).isEmpty();
    assertThat(datasets().link(run, List.of(input("d", "1", "train")))).isEqualTo(1);
  }

  private Datasets datasets() {
    return store.datasets();
  }

  private static DatasetInput input(String name, String digest, String context) {
    return new DatasetInput(
        new Dataset(
            name, digest, "code", "{\"s\":1}", Optional.of("{\"a\":1}"), Optional.of("{\"r\":2}")),
        Map.of(DatasetInput.CONTEXT, context));
  }

  private static Use use(ProjectId project, String name, String digest, String context) {
    return new Use(project, name, digest, Optional.of(context));
  }
}
