package dev.assay.testkit;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.project.ProjectId;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModel.Status;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelMetric;
import dev.assay.core.registry.ModelMetric.DatasetRef;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.Run.ModelOutput;
import dev.assay.core.run.RunId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link LoggedModels} promises of single models; searches are in another kit. */
public abstract class LoggedModelsKit extends PortKit {
  private static final LoggedModelId ABSENT = new LoggedModelId("m-" + "f".repeat(32));
  private static final LoggedModelId ID = new LoggedModelId("m-" + "a".repeat(32));

  private ProjectId project;
  private RunId run;

  @BeforeEach
  void givenRun() {
    project = Given.project(store, "project");
    run = Given.run(store, project, 1);
  }

  @Test
  void findsWhatWasCreated() {
    LoggedModel model =
        new LoggedModel(
            ID,
            project,
            "clf ü",
            "classifier",
            Optional.of(run),
            Status.PENDING,
            "words",
            Given.at(1),
            Given.at(2),
            Optional.empty(),
            Map.of("C", "1.0", "empty", ""),
            Map.of("t", "v"),
            List.of());

    models().create(model);

    assertThat(models().find(ID)).contains(model);
    assertThat(models().find(ABSENT)).isEmpty();
  }

  @Test
  void refusesTakenIdAndAbsentProject() {
    create();

    assertFails(Failure.Kind.ALREADY_EXISTS, this::create);
    assertFails(
        Failure.Kind.NOT_FOUND,
        () -> models().create(Given.loggedModel(ABSENT, new ProjectId(987_654), "n", 1)));
  }

  @Test
  void updateSetsStatusAndDeletion() {
    create();

    models().update(ID, Status.READY, Optional.of(Given.at(5)), Given.at(5));

    assertThat(found().status()).isEqualTo(Status.READY);
    assertThat(found().deletedAt()).contains(Given.at(5));
    assertThat(found().updatedAt()).isEqualTo(Given.at(5));
    models().update(ID, Status.UPLOAD_FAILED, Optional.empty(), Given.at(6));
    assertThat(found().deletedAt()).isEmpty();
    assertThat(found().status()).isEqualTo(Status.UPLOAD_FAILED);
  }

  @Test
  void refusesEveryChangeOfAnAbsentModel() {
    assertFails(
        Failure.Kind.NOT_FOUND,
        () -> models().update(ABSENT, Status.READY, Optional.empty(), Given.at(1)));
    assertFails(
        Failure.Kind.NOT_FOUND, () -> models().setTags(ABSENT, Map.of("a", "b"), Given.at(1)));
    assertFails(Failure.Kind.NOT_FOUND, () -> models().deleteTag(ABSENT, "a", Given.at(1)));
    assertFails(
        Failure.Kind.NOT_FOUND, () -> models().addParams(ABSENT, Map.of("a", "b"), Given.at(1)));
    assertFails(
        Failure.Kind.NOT_FOUND,
        () -> models().addMetrics(List.of(metric(ABSENT, "k", 1, 1, 1, ""))));
  }

  @Test
  void setsReplacesAndDeletesTags() {
    create();

    models().setTags(ID, Map.of("a", "1", "b", "2"), Given.at(2));
    models().setTags(ID, Map.of("b", "3"), Given.at(3));

    assertThat(found().tags()).isEqualTo(Map.of("a", "1", "b", "3"));
    assertThat(found().updatedAt()).isEqualTo(Given.at(3));
    assertThat(models().deleteTag(ID, "a", Given.at(4))).isTrue();
    assertThat(models().deleteTag(ID, "a", Given.at(5))).isFalse();
    assertThat(found().tags()).isEqualTo(Map.of("b", "3"));
    assertThat(found().updatedAt()).isEqualTo(Given.at(4));
  }

  @Test
  void paramsAreFixedOnceSet() {
    create();
    models().addParams(ID, Map.of("p", "1"), Given.at(2));

    assertFails(
            Failure.Kind.INVALID,
            () -> models().addParams(ID, Map.of("p", "1", "q", "2"), Given.at(3)))
        .hasMessageContaining("'p'");
    assertThat(found().params()).isEqualTo(Map.of("p", "1"));
    assertThat(found().updatedAt()).isEqualTo(Given.at(2));
  }

  @Test
  void keepsTheLatestOfEachKeyDatasetAndRun() {
    create();
    RunId other = Given.run(store, project, 2);
    ModelMetric step2 = metric(ID, "acc", 0.5, 10, 2, "");
    ModelMetric onData = metric(ID, "acc", 0.7, 1, 0, "ds");
    ModelMetric ofOther =
        new ModelMetric(ID, other, new MetricPoint("acc", 1, 1, 1), Optional.empty());
    ModelMetric loss = metric(ID, "LOSS", 3, 1, 1, "");

    models().addMetrics(List.of(step2, onData, metric(ID, "acc", 9, 99, 1, "")));
    models().addMetrics(List.of(ofOther, loss, metric(ID, "acc", 0.4, 10, 2, "")));

    assertThat(found().metrics()).containsExactlyInAnyOrder(loss, step2, onData, ofOther);
    assertThat(found().metrics().getFirst()).isEqualTo(loss);
  }

  @Test
  void exactRepeatOfAMetricChangesNothing() {
    create();
    models().addMetrics(List.of(metric(ID, "acc", 0.5, 10, 2, "ds")));

    models().addMetrics(List.of(metric(ID, "acc", 0.5, 10, 2, "ds")));

    assertThat(found().metrics()).containsExactly(metric(ID, "acc", 0.5, 10, 2, "ds"));
  }

  @Test
  void keepsSpecialValuesExactly() {
    create();
    double[] values = {
      Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0, Double.MIN_VALUE, 1e300
    };
    for (int i = 0; i < values.length; i++) {
      models().addMetrics(List.of(metric(ID, "k" + i, values[i], 1, Long.MIN_VALUE + i, "")));
    }

    assertThat(found().metrics())
        .extracting(metric -> Double.doubleToRawLongBits(metric.point().value()))
        .containsExactly(
            Double.doubleToRawLongBits(Double.NaN),
            Double.doubleToRawLongBits(Double.POSITIVE_INFINITY),
            Double.doubleToRawLongBits(Double.NEGATIVE_INFINITY),
            Double.doubleToRawLongBits(-0.0),
            Double.doubleToRawLongBits(Double.MIN_VALUE),
            Double.doubleToRawLongBits(1e300));
    assertThat(found().metrics().get(1).point().step()).isEqualTo(Long.MIN_VALUE + 1);
  }

  @Test
  void nanCountsAsZeroAmongMetricsOfOneStepAndTime() {
    create();
    models().addMetrics(List.of(metric(ID, "up", Double.NaN, 1, 1, "")));
    models().addMetrics(List.of(metric(ID, "up", -1, 1, 1, "")));
    models().addMetrics(List.of(metric(ID, "down", Double.NaN, 1, 1, "")));
    models().addMetrics(List.of(metric(ID, "down", 1, 1, 1, "")));

    assertThat(found().metrics())
        .extracting(metric -> metric.point().value())
        .containsExactly(1.0, Double.NaN);
  }

  @Test
  void linksModelsAsInputsAndOutputsOfARun() {
    create();
    LoggedModelId second = Given.loggedModel(store, project, 2);

    assertThat(models().linkInputs(run, List.of(second, ID))).isEqualTo(2);
    assertThat(models().linkInputs(run, List.of(second))).isZero();
    assertThat(
            models().linkOutputs(run, List.of(new ModelOutput(ID, 4), new ModelOutput(second, -1))))
        .isEqualTo(2);
    assertThat(models().linkOutputs(run, List.of(new ModelOutput(ID, 4)))).isZero();

    Run read = store.runs().find(run, Projection.FULL).orElseThrow();
    assertThat(read.modelInputs()).containsExactly(second, ID);
    assertThat(read.modelOutputs())
        .containsExactly(new ModelOutput(ID, 4), new ModelOutput(second, -1));
  }

  @Test
  void linkedModelsNeedNotExist() {
    assertThat(models().linkInputs(run, List.of(ABSENT))).isEqualTo(1);
    assertThat(models().linkOutputs(run, List.of(new ModelOutput(ABSENT, 1)))).isEqualTo(1);

    Run read = store.runs().find(run, Projection.FULL).orElseThrow();
    assertThat(read.modelInputs()).containsExactly(ABSENT);
    assertThat(read.modelOutputs()).containsExactly(new ModelOutput(ABSENT, 1));
  }

  @Test
  void outputKeepsItsFirstStep() {
    create();
    models().linkOutputs(run, List.of(new ModelOutput(ID, 4)));

    assertThat(models().linkOutputs(run, List.of(new ModelOutput(ID, 9)))).isZero();

    assertThat(store.runs().find(run, Projection.FULL).orElseThrow().modelOutputs())
        .containsExactly(new ModelOutput(ID, 4));
  }

  @Test
  void refusesLinksOfAnAbsentRun() {
    create();
    RunId nobody = new RunId("f".repeat(32));

    assertFails(Failure.Kind.NOT_FOUND, () -> models().linkInputs(nobody, List.of(ID)));
    assertFails(
        Failure.Kind.NOT_FOUND,
        () -> models().linkOutputs(nobody, List.of(new ModelOutput(ID, 0))));
  }

  @Test
  void failedTransactionLeavesNothing() {
    create();

    assertRollsBack(
        () -> {
          Given.loggedModel(store, project, 2);
          models().setTags(ID, Map.of("a", "b"), Given.at(2));
          models().addMetrics(List.of(metric(ID, "acc", 1, 1, 1, "")));
          models().linkInputs(run, List.of(ID));
        });

    assertThat(found().tags()).isEmpty();
    assertThat(found().metrics()).isEmpty();
    assertThat(store.runs().find(run, Projection.FULL).orElseThrow().modelInputs()).isEmpty();
    Given.loggedModel(store, project, 2);
  }

  private LoggedModels models() {
    return store.loggedModels();
  }

  private void create() {
    models().create(Given.loggedModel(ID, project, "lm", 1));
  }

  private LoggedModel found() {
    return models().find(ID).orElseThrow();
  }

  private ModelMetric metric(
      LoggedModelId id, String key, double value, long time, long step, String dataset) {
    return new ModelMetric(
        id,
        run,
        new MetricPoint(key, value, time, step),
        dataset.isEmpty() ? Optional.empty() : Optional.of(new DatasetRef(dataset, "dg")));
  }
}
