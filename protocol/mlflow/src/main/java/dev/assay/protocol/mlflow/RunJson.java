package dev.assay.protocol.mlflow;

import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.metric.Latest;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.run.Run;
import dev.assay.core.run.Run.ModelOutput;
import dev.assay.core.run.RunInfo;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Runs as MLflow's clients read them. */
final class RunJson {
  private final Locations locations;

  RunJson(Locations locations) {
    this.locations = locations;
  }

  /** All of a run. */
  void write(JsonGenerator json, Run run) {
    write(json, run, run.modelInputs());
  }

  /** A run in a list, which leaves the models out that it used. */
  void writeListed(JsonGenerator json, Run run) {
    write(json, run, List.of());
  }

  private void write(JsonGenerator json, Run run, List<LoggedModelId> modelInputs) {
    Answers.member(json, "info", info -> writeInfo(info, run.info()));
    Answers.member(json, "data", data -> writeData(data, run));
    Answers.member(json, "inputs", inputs -> writeInputs(inputs, run.inputs(), modelInputs));
    Answers.member(
        json,
        "outputs",
        outputs ->
            Answers.list(outputs, "model_outputs", run.modelOutputs(), RunJson::writeOutput));
  }

  /** A run that was just made. */
  void writeNew(JsonGenerator json, RunInfo run, Map<String, String> otherTags) {
    Answers.member(json, "info", info -> writeInfo(info, run));
    Map<String, String> tags = new TreeMap<>(otherTags);
    tags.put(RunNames.RUN_NAME_TAG, run.name());
    Answers.member(json, "data", data -> Answers.pairs(data, "tags", tags));
    Answers.member(json, "inputs", inputs -> {});
  }

  void writeInfo(JsonGenerator json, RunInfo run) {
    json.writeStringProperty("run_uuid", run.id().value());
    json.writeStringProperty("run_id", run.id().value());
    json.writeStringProperty("experiment_id", run.projectId().toString());
    json.writeStringProperty("run_name", run.name());
    json.writeStringProperty("user_id", run.user());
    json.writeStringProperty("status", Choices.name(run.status()));
    json.writeNumberProperty("start_time", run.startedAt().toEpochMilli());
    run.endedAt().ifPresent(end -> json.writeNumberProperty("end_time", end.toEpochMilli()));
    json.writeStringProperty("artifact_uri", locations.ofRun(run.projectId(), run.id()));
    json.writeStringProperty("lifecycle_stage", run.isDeleted() ? "deleted" : "active");
  }

  private static void writeData(JsonGenerator json, Run run) {
    Answers.list(json, "metrics", run.latest(), RunJson::writeLatest);
    Answers.pairs(json, "params", run.params());
    Map<String, String> tags = new TreeMap<>(run.tags());
    tags.put(RunNames.RUN_NAME_TAG, run.info().name());
    Answers.pairs(json, "tags", tags);
  }

  private static void writeLatest(JsonGenerator json, Latest latest) {
    json.writeStringProperty("key", latest.key());
    json.writeNumberProperty("value", latest.value());
    json.writeNumberProperty("timestamp", latest.timeMillis());
    json.writeNumberProperty("step", latest.step());
  }

  private static void writeInputs(
      JsonGenerator json, List<DatasetInput> datasets, List<LoggedModelId> models) {
    Answers.list(json, "dataset_inputs", datasets, RunJson::writeDataset);
    Answers.list(
        json,
        "model_inputs",
        models,
        (each, model) -> each.writeStringProperty("model_id", model.value()));
  }

  private static void writeDataset(JsonGenerator json, DatasetInput input) {
    Answers.pairs(json, "tags", new TreeMap<>(input.tags()));
    Dataset dataset = input.dataset();
    Answers.member(
        json,
        "dataset",
        each -> {
          each.writeStringProperty("name", dataset.name());
          each.writeStringProperty("digest", dataset.digest());
          each.writeStringProperty("source_type", dataset.sourceType());
          each.writeStringProperty("source", dataset.source());
          Answers.text(each, "schema", dataset.schema());
          Answers.text(each, "profile", dataset.profile());
        });
  }

  private static void writeOutput(JsonGenerator json, ModelOutput output) {
    json.writeStringProperty("model_id", output.model().value());
    json.writeNumberProperty("step", output.step());
  }
}
