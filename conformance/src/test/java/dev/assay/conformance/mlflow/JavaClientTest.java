package dev.assay.conformance.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowHttpException;
import org.mlflow.tracking.RunsPage;

/** The official client for Java, unmodified. */
final class JavaClientTest {
  private static final Map<String, String> OUTCOMES = new TreeMap<>();

  @TempDir private static Path folder;
  private static RunningAssay server;
  private static MlflowClient client;

  @BeforeAll
  static void start() {
    server = RunningAssay.on(folder.resolve("data"));
    client = new MlflowClient(server.address());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
    assertThat(Scoreboard.ofRepository().record("mlflow-client for Java", OUTCOMES)).isEmpty();
  }

  /** Runs a check and notes on the scoreboard what came of it. */
  private static void check(TestInfo info, Runnable steps) {
    String name = info.getTestMethod().orElseThrow().getName();
    OUTCOMES.put(name, "failed");
    steps.run();
    OUTCOMES.put(name, Scoreboard.PASSED);
  }

  @Test
  void experimentsAreMadeFoundAndRenamed(TestInfo info) {
    check(
        info,
        () -> {
          String id = client.createExperiment("java experiments");
          Experiment made = client.getExperiment(id);
          assertThat(made.getName()).isEqualTo("java experiments");
          assertThat(made.getLifecycleStage()).isEqualTo("active");
          client.renameExperiment(id, "java renamed");
          assertThat(client.getExperimentByName("java renamed").orElseThrow().getExperimentId())
              .isEqualTo(id);
          assertThat(client.getExperimentByName("java experiments")).isEmpty();
          client.deleteExperiment(id);
          assertThat(client.getExperiment(id).getLifecycleStage()).isEqualTo("deleted");
          client.restoreExperiment(id);
        });
  }

  @Test
  void runsKeepWhatIsLogged(TestInfo info) {
    check(
        info,
        () -> {
          String run = client.createRun(client.createExperiment("java logging")).getRunId();
          client.logParam(run, "rate", "0.1");
          client.logMetric(run, "loss", 0.5, 100, 1);
          client.logBatch(
              run,
              List.of(metric("loss", 0.25, 200, 2), metric("nan", Double.NaN, 200, 2)),
              List.of(Param.newBuilder().setKey("depth").setValue("3").build()),
              List.of(RunTag.newBuilder().setKey("stage").setValue("train").build()));
          client.setTag(run, "note", "java");
          client.setTerminated(run, RunStatus.FINISHED, 4711);
          Run got = client.getRun(run);
          assertThat(got.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
          assertThat(got.getInfo().getEndTime()).isEqualTo(4711);
          assertThat(got.getData().getParamsList())
              .extracting(Param::getKey, Param::getValue)
              .containsExactlyInAnyOrder(tuple("rate", "0.1"), tuple("depth", "3"));
          assertThat(got.getData().getMetricsList())
              .extracting(Metric::getKey, Metric::getValue, Metric::getStep)
              .containsExactlyInAnyOrder(tuple("loss", 0.25, 2L), tuple("nan", Double.NaN, 2L));
          assertThat(client.getMetricHistory(run, "loss"))
              .extracting(Metric::getValue)
              .containsExactly(0.5, 0.25);
          client.deleteTag(run, "note");
          assertThat(client.getRun(run).getData().getTagsList())
              .extracting(RunTag::getKey)
              .contains("stage", "mlflow.runName")
              .doesNotContain("note");
        });
  }

  @Test
  void runsAreSearchedInPages(TestInfo info) {
    check(
        info,
        () -> {
          String experiment = client.createExperiment("java search");
          for (int i = 0; i < 5; i++) {
            client.logMetric(client.createRun(experiment).getRunId(), "m", i);
          }
          RunsPage first =
              client.searchRuns(
                  List.of(experiment),
                  "metrics.m >= 1",
                  ViewType.ACTIVE_ONLY,
                  3,
                  List.of("metrics.m DESC"));
          assertThat(values(first)).containsExactly(4.0, 3.0, 2.0);
          assertThat(first.hasNextPage()).isTrue();
          assertThat(values((RunsPage) first.getNextPage())).containsExactly(1.0);
        });
  }

  @Test
  void mistakesAreTold(TestInfo info) {
    check(
        info,
        () -> {
          assertThatThrownBy(() -> client.getRun("0".repeat(32)))
              .isInstanceOf(MlflowHttpException.class)
              .hasMessageContaining("RESOURCE_DOES_NOT_EXIST");
          String run = client.createRun(client.createExperiment("java mistakes")).getRunId();
          client.logParam(run, "p", "1");
          assertThatThrownBy(() -> client.logParam(run, "p", "2"))
              .isInstanceOf(MlflowHttpException.class)
              .hasMessageContaining("INVALID_PARAMETER_VALUE");
        });
  }

  @Test
  void registeredModelsAreRead(TestInfo info) {
    check(
        info,
        () -> {
          client.sendPost("registered-models/create", "{\"name\":\"java model\"}");
          client.sendPost(
              "model-versions/create", "{\"name\":\"java model\",\"source\":\"s3://b/m\"}");
          assertThat(client.getModelVersion("java model", "1").getSource()).isEqualTo("s3://b/m");
          assertThat(client.getLatestVersions("java model")).hasSize(1);
        });
  }

  private static Metric metric(String key, double value, long timestamp, long step) {
    return Metric.newBuilder()
        .setKey(key)
        .setValue(value)
        .setTimestamp(timestamp)
        .setStep(step)
        .build();
  }

  private static List<Double> values(RunsPage page) {
    return page.getItems().stream().map(run -> run.getData().getMetrics(0).getValue()).toList();
  }
}
