package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.POST;

import dev.assay.core.Failure;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.run.LogBatch;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunId;
import dev.assay.core.run.Runs;
import dev.assay.web.Json;
import dev.assay.web.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** How clients before version 3 say that they wrote a model: a growing list in a tag. */
final class LegacyModelEndpoint {
  static final String HISTORY_TAG = "mlflow.log-model.history";

  private static final List<String> MANDATORY =
      List.of("artifact_path", "flavors", "utc_time_created", "run_id");
  private static final Projection HISTORY =
      new Projection(
          Projection.Keys.NONE,
          Projection.Keys.NONE,
          new Projection.Keys.Only(Set.of(HISTORY_TAG)),
          false,
          false);

  private final Transactions transactions;
  private final Runs runs;
  private final RunActions actions;

  LegacyModelEndpoint(Transactions transactions, Runs runs, RunActions actions) {
    this.transactions = transactions;
    this.runs = runs;
    this.actions = actions;
  }

  void register(Endpoints endpoints) {
    endpoints.write(POST, "runs/log-model", this::logModel);
  }

  private Response logModel(Call call) {
    RunId run = RunEndpoints.id(call.message());
    ObjectNode model = model(call.message().requiredText("model_json"));
    transactions.transact(() -> append(call.actor(), run, model));
    return Answers.empty();
  }

  private static ObjectNode model(String text) {
    JsonNode tree;
    try {
      tree = Json.tree(text.getBytes(StandardCharsets.UTF_8));
    } catch (Failure failure) {
      throw Failure.invalid("Malformed model info: " + failure.getMessage());
    }
    if (!(tree instanceof ObjectNode model)) {
      throw Failure.invalid("Malformed model info: it is not a JSON object");
    }
    List<String> missing = MANDATORY.stream().filter(name -> !model.has(name)).toList();
    if (!missing.isEmpty()) {
      throw Failure.invalid("Model json is missing mandatory fields: " + missing);
    }
    return model;
  }

  private void append(Actor actor, RunId id, ObjectNode model) {
    Run run =
        runs.find(id, HISTORY)
            .orElseThrow(() -> Failure.notFound("Run with id=" + id + " not found"));
    ArrayNode history = history(run.tags().getOrDefault(HISTORY_TAG, "[]"));
    history.add(model);
    actions.log(actor, id, LogBatch.tags(Map.of(HISTORY_TAG, history.toString())));
  }

  private static ArrayNode history(String tag) {
    JsonNode kept = Json.tree(tag.getBytes(StandardCharsets.UTF_8));
    if (!(kept instanceof ArrayNode history)) {
      throw Failure.invalid("The tag " + HISTORY_TAG + " of the run holds no list");
    }
    return history;
  }
}
