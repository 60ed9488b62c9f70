package dev.assay.protocol.mlflow;

import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.ModelMetric;
import dev.assay.core.run.RunId;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Logged models as MLflow's clients read them. */
record LoggedModelJson(Locations locations) {
  void write(JsonGenerator json, LoggedModel model) {
    Answers.member(json, "info", info -> writeInfo(info, model));
    Answers.member(
        json,
        "data",
        data -> {
          Answers.pairs(data, "params", new TreeMap<>(model.params()));
          Answers.list(data, "metrics", model.metrics(), LoggedModelJson::writeMetric);
        });
  }

  private void writeInfo(JsonGenerator json, LoggedModel model) {
    json.writeStringProperty("model_id", model.id().value());
    json.writeStringProperty("experiment_id", model.projectId().toString());
    json.writeStringProperty("name", model.name());
    json.writeNumberProperty("creation_timestamp_ms", model.createdAt().toEpochMilli());
    json.writeNumberProperty("last_updated_timestamp_ms", model.updatedAt().toEpochMilli());
    json.writeStringProperty("artifact_uri", locations.ofModel(model.projectId(), model.id()));
    json.writeStringProperty("status", Choices.name(model.status()));
    json.writeStringProperty("model_type", model.modelType());
    json.writeStringProperty("source_run_id", model.sourceRun().map(RunId::value).orElse(""));
    Answers.text(
        json, "status_message", Optional.of(model.statusMessage()).filter(text -> !text.isEmpty()));
    Answers.pairs(json, "tags", new TreeMap<>(model.tags()));
  }

  private static void writeMetric(JsonGenerator json, ModelMetric metric) {
    json.writeStringProperty("key", metric.point().key());
    json.writeNumberProperty("value", metric.point().value());
    json.writeNumberProperty("timestamp", metric.point().timeMillis());
    json.writeNumberProperty("step", metric.point().step());
    metric
        .dataset()
        .ifPresent(
            dataset -> {
              json.writeStringProperty("dataset_name", dataset.name());
              json.writeStringProperty("dataset_digest", dataset.digest());
            });
    json.writeStringProperty("model_id", metric.model().value());
    json.writeStringProperty("run_id", metric.run().value());
  }
}
