package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.POST;

import dev.assay.core.Failure;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.account.Permission;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelMetric;
import dev.assay.core.registry.ModelMetric.DatasetRef;
import dev.assay.core.run.LogBatch;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunChange;
import dev.assay.core.run.RunId;
import dev.assay.protocol.mlflow.LogBatchReader.Batch;
import dev.assay.protocol.mlflow.LogBatchReader.Measured;
import dev.assay.web.Json;
import dev.assay.web.Request;
import dev.assay.web.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The endpoints that add metrics, params and tags to runs. */
final class LoggingEndpoints {
  private final Transactions transactions;
  private final LoggedModels models;
  private final RunActions actions;

  LoggingEndpoints(Transactions transactions, LoggedModels models, RunActions actions) {
    this.transactions = transactions;
    this.models = models;
    this.actions = actions;
  }

  void register(Endpoints endpoints) {
    endpoints
        .add(POST, "2.0/mlflow/runs/log-batch", Permission.WRITE, Endpoints.BODY, this::logBatch)
        .add(POST, "2.0/mlflow/runs/log-metric", Permission.WRITE, Endpoints.BODY, this::logMetric)
        .write(POST, "runs/log-parameter", this::logParam)
        .write(POST, "runs/set-tag", this::setTag)
        .write(POST, "runs/delete-tag", this::deleteTag);
  }

  private Response logBatch(Request request) {
    Json.requireContentType(request);
    log(request.actor(), LogBatchReader.read(request.bytes()));
    return Answers.empty();
  }

  private Response logMetric(Request request) {
    Json.requireContentType(request);
    log(request.actor(), LogBatchReader.readSingle(request.bytes()));
    return Answers.empty();
  }

  private Response logParam(Call call) {
    Message message = call.message();
    RunId run = RunEndpoints.id(message);
    String key = Names.key("key", message.requiredText("key"));
    String value = Names.paramValue(message.text("value", ""));
    log(call.actor(), run, LogBatch.params(Map.of(key, value)));
    return Answers.empty();
  }

  private Response setTag(Call call) {
    Message message = call.message();
    RunId run = RunEndpoints.id(message);
    String key = Names.key("key", message.requiredText("key"));
    log(call.actor(), run, LogBatch.tags(Map.of(key, Names.tagValue(message.text("value", "")))));
    return Answers.empty();
  }

  private Response deleteTag(Call call) {
    RunId run = RunEndpoints.id(call.message());
    String key = call.message().requiredText("key");
    if (key.equals(RunNames.RUN_NAME_TAG)) {
      throw Failure.invalid("The tag mlflow.runName is the name of the run, which always has one");
    }
    actions.deleteTag(call.actor(), run, key);
    return Answers.empty();
  }

  private void log(Actor actor, Batch batch) {
    RunId run = new RunId(batch.runId());
    List<ModelMetric> measured = measured(run, batch.measured());
    log(actor, run, new LogBatch(batch.points(), batch.params(), batch.tags(), measured));
  }

  /** Logs a batch in one transaction; the tag of the name renames the run. */
  private void log(Actor actor, RunId run, LogBatch batch) {
    try {
      if (batch.tags().containsKey(RunNames.RUN_NAME_TAG)) {
        transactions.transact(() -> logWithName(actor, run, batch));
      } else {
        actions.log(actor, run, batch);
      }
    } catch (Failure failure) {
      throw failure.kind() == Failure.Kind.CONFLICT ? paramChanged(failure) : failure;
    }
  }

  private void logWithName(Actor actor, RunId run, LogBatch batch) {
    Map<String, String> tags = new HashMap<>(batch.tags());
    String name = tags.remove(RunNames.RUN_NAME_TAG);
    actions.log(
        actor, run, new LogBatch(batch.metrics(), batch.params(), tags, batch.modelMetrics()));
    if (name != null) {
      actions.update(actor, run, RunChange.name(name));
    }
  }

  private static Failure paramChanged(Failure conflict) {
    return Failure.invalid("Changing param values is not allowed. " + conflict.getMessage());
  }

  private List<ModelMetric> measured(RunId run, List<Measured> measured) {
    return measured.stream().map(each -> measured(run, each)).toList();
  }

  private ModelMetric measured(RunId run, Measured measured) {
    LoggedModelId model =
        Optional.of(measured.modelId())
            .filter(LoggedModelId::isValid)
            .map(LoggedModelId::new)
            .filter(id -> models.find(id).isPresent())
            .orElseThrow(() -> unknownModel(measured.modelId()));
    return new ModelMetric(
        model,
        run,
        measured.point(),
        measured.dataset().map(dataset -> new DatasetRef(dataset.name(), dataset.digest())));
  }

  private static Failure unknownModel(String id) {
    return Refusals.value("model_id", Names.quoted(id), "there is no such logged model");
  }
}
