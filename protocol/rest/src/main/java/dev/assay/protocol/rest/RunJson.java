package dev.assay.protocol.rest;

import dev.assay.core.capture.ExecutionId;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.metric.Latest;
import dev.assay.core.metric.Summary;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunInfo;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Runs as this API writes them. */
final class RunJson {
  private RunJson() {}

  static void write(JsonGenerator json, Run run) {
    json.writeStartObject();
    members(json, run);
    json.writeEndObject();
  }

  static void members(JsonGenerator json, Run run) {
    info(json, run.info());
    Answers.text(json, "execution", Optional.ofNullable(run.tags().get(ExecutionId.RUN_TAG)));
    Answers.texts(json, "params", run.params());
    Answers.texts(json, "tags", run.tags());
    json.writeObjectPropertyStart("metrics");
    run.latest().forEach(latest -> latest(json, latest));
    json.writeEndObject();
    Answers.array(json, "datasets", run.inputs(), RunJson::dataset);
    Answers.array(json, "inputModels", run.modelInputs(), (out, id) -> out.writeString(id.value()));
    Answers.array(
        json,
        "outputModels",
        run.modelOutputs(),
        (out, output) -> out.writeString(output.model().value()));
  }

  static void summary(JsonGenerator json, Summary summary) {
    json.writeStartObject();
    json.writeStringProperty("key", summary.key());
    json.writeNumberProperty("count", summary.count());
    json.writeNumberProperty("nanCount", summary.nanCount());
    Answers.number(json, "first", summary.first().value());
    Answers.number(json, "last", summary.last().value());
    json.writeNumberProperty("lastStep", summary.last().step());
    Answers.time(json, "lastAt", Instant.ofEpochMilli(summary.last().timeMillis()));
    Answers.number(json, "min", summary.min());
    json.writeNumberProperty("minStep", summary.minStep());
    Answers.number(json, "max", summary.max());
    json.writeNumberProperty("maxStep", summary.maxStep());
    json.writeEndObject();
  }

  static void write(JsonGenerator json, RunInfo info) {
    json.writeStartObject();
    info(json, info);
    json.writeEndObject();
  }

  private static void info(JsonGenerator json, RunInfo info) {
    json.writeStringProperty("id", info.id().value());
    json.writeStringProperty("projectId", info.projectId().toString());
    json.writeStringProperty("name", info.name());
    json.writeStringProperty("user", info.user());
    json.writeStringProperty("status", Questions.word(info.status()));
    json.writeStringProperty("lifecycle", Questions.word(info.lifecycle()));
    Answers.time(json, "startedAt", info.startedAt());
    Answers.time(json, "endedAt", info.endedAt());
    Answers.time(json, "deletedAt", info.deletedAt());
    Answers.time(json, "lostAt", info.lostAt());
  }

  private static void latest(JsonGenerator json, Latest latest) {
    json.writeObjectPropertyStart(latest.key());
    Answers.number(json, "value", latest.value());
    json.writeNumberProperty("step", latest.step());
    Answers.time(json, "at", Instant.ofEpochMilli(latest.timeMillis()));
    json.writeEndObject();
  }

  private static void dataset(JsonGenerator json, DatasetInput input) {
    json.writeStartObject();
    json.writeStringProperty("name", input.dataset().name());
    json.writeStringProperty("digest", input.dataset().digest());
    Optional<String> context = input.context();
    Answers.text(json, "context", context);
    json.writeStringProperty("sourceType", input.dataset().sourceType());
    json.writeStringProperty("source", input.dataset().source());
    json.writeEndObject();
  }
}
