package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.POST;

import dev.assay.core.Failure;
import dev.assay.core.account.Permission;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.dataset.Datasets;
import dev.assay.core.project.ProjectId;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.run.Run.ModelOutput;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunLinks;
import dev.assay.web.BodyLimit;
import dev.assay.web.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** The endpoints that say which datasets and models runs used and which models they wrote. */
final class LinkEndpoints {
  static final int NAME_CHARS_MAX = 500;
  static final int DIGEST_CHARS_MAX = 36;
  static final int SOURCE_CHARS_MAX = 65_535;
  static final int SCHEMA_CHARS_MAX = 1_048_575;
  static final int PROFILE_CHARS_MAX = 16_777_215;
  static final int TAG_KEY_CHARS_MAX = 255;
  static final int TAG_VALUE_CHARS_MAX = 500;
  static final int SEARCH_EXPERIMENTS_MAX = 20;
  static final int SEARCH_MAX = 1_000;

  /** A dataset's profile alone may have 16 million characters. */
  private static final BodyLimit INPUTS_BODY = BodyLimit.ofMebibytes(64);

  private final Datasets datasets;
  private final RunLinks links;

  LinkEndpoints(Datasets datasets, RunLinks links) {
    this.datasets = datasets;
    this.links = links;
  }

  void register(Endpoints endpoints) {
    endpoints
        .add(
            POST,
            "2.0/mlflow/runs/log-inputs",
            Permission.WRITE,
            INPUTS_BODY,
            Endpoints.decoded(POST, this::logInputs))
        .write(POST, "runs/outputs", this::logOutputs)
        .read(POST, "experiments/search-datasets", this::searchDatasets);
  }

  private Response logInputs(Call call) {
    Message message = call.message();
    RunId run = RunEndpoints.id(message);
    List<DatasetInput> inputs =
        message.messages("datasets").stream().map(LinkEndpoints::input).toList();
    List<LoggedModelId> models =
        message.messages("models").stream().map(LinkEndpoints::model).toList();
    links.addInputs(call.actor(), run, inputs, models);
    return Answers.empty();
  }

  private static DatasetInput input(Message input) {
    Message dataset = input.message("dataset").orElseThrow(() -> input.missing("dataset"));
    Map<String, String> tags = new HashMap<>();
    for (Message tag : input.messages("tags")) {
      tags.put(
          required(tag, "key", TAG_KEY_CHARS_MAX),
          Names.limited(tag.path() + "value", tag.text("value", ""), TAG_VALUE_CHARS_MAX));
    }
    return new DatasetInput(
        new Dataset(
            required(dataset, "name", NAME_CHARS_MAX),
            required(dataset, "digest", DIGEST_CHARS_MAX),
            dataset.text("source_type", ""),
            optional(dataset, "source", SOURCE_CHARS_MAX).orElse(""),
            optional(dataset, "schema", SCHEMA_CHARS_MAX),
            optional(dataset, "profile", PROFILE_CHARS_MAX)),
        tags);
  }

  private static String required(Message message, String name, int charsMax) {
    return Names.limited(message.path() + name, message.requiredText(name), charsMax);
  }

  private static Optional<String> optional(Message message, String name, int charsMax) {
    return message
        .text(name)
        .filter(text -> !text.isEmpty())
        .map(text -> Names.limited(message.path() + name, text, charsMax));
  }

  static LoggedModelId model(Message message) {
    String id = message.requiredText("model_id");
    if (!LoggedModelId.isValid(id)) {
      throw Failure.notFound("Logged model with ID '" + id + "' not found.");
    }
    return new LoggedModelId(id);
  }

  private Response logOutputs(Call call) {
    Message message = call.message();
    RunId run = RunEndpoints.id(message);
    List<ModelOutput> outputs = new ArrayList<>();
    for (Message model : message.messages("models")) {
      outputs.add(new ModelOutput(model(model), model.wholeNumber("step", 0)));
    }
    links.addOutputs(call.actor(), run, outputs);
    return Answers.empty();
  }

  private Response searchDatasets(Call call) {
    Message message = call.message();
    List<String> ids = message.texts("experiment_ids");
    if (ids.isEmpty()) {
      throw message.missing("experiment_ids");
    }
    if (ids.size() > SEARCH_EXPERIMENTS_MAX) {
      throw message.invalid(
          "experiment_ids", ids.size(), "at most " + SEARCH_EXPERIMENTS_MAX + " are allowed");
    }
    List<ProjectId> projects = ids.stream().map(id -> ExperimentEndpoints.id(message, id)).toList();
    List<Datasets.Use> uses = datasets.uses(projects, SEARCH_MAX);
    return Answers.object(
        json -> Answers.list(json, "dataset_summaries", uses, LinkEndpoints::write));
  }

  private static void write(JsonGenerator json, Datasets.Use use) {
    json.writeStringProperty("experiment_id", use.project().toString());
    json.writeStringProperty("name", use.name());
    json.writeStringProperty("digest", use.digest());
    Answers.text(json, "context", use.context());
  }
}
