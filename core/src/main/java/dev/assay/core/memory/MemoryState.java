package dev.assay.core.memory;

import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.capture.ExecutionId;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.metric.Summary;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectId;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.run.Run.ModelOutput;
import dev.assay.core.run.RunId;
import dev.assay.core.webhook.DeliveryId;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookSecret;
import java.util.List;
import java.util.Map;

/**
 * All tables of a memory store. Each port changes its own; what several read stands here. Rows are
 * immutable values: to change one, put another.
 */
final class MemoryState {
  final UndoLog undoLog = new UndoLog();
  final Table<ProjectId, Project> projects = table();
  final Table<RunId, RunRow> runs = table();

  /** A run's series by key. */
  final Table<RunId, Map<String, Series>> series = table();

  /** The summaries of a run's series by key. */
  final Table<RunId, Map<String, Summary>> summaries = table();

  /** The datasets a run used, in the order they were linked. */
  final Table<RunId, List<DatasetInput>> datasetInputs = table();

  /** The logged models a run used, in the order they were linked. */
  final Table<RunId, List<LoggedModelId>> modelInputs = table();

  /** The logged models a run wrote, in the order they were linked. */
  final Table<RunId, List<ModelOutput>> modelOutputs = table();

  final Table<MemoryDatasets.Key, Dataset> datasets = table();
  final Table<MemoryArtifacts.Name, MemoryArtifacts.Versions> artifacts = table();
  final Table<LoggedModelId, LoggedModel> loggedModels = table();
  final Table<ExecutionId, MemoryExecutions.Row> executions = table();
  final Table<String, RegisteredRow> registeredModels = table();
  final Table<MemoryModelVersions.Key, ModelVersion> modelVersions = table();

  final Table<WebhookId, Webhook> webhooks = table();
  final Table<WebhookId, WebhookSecret> webhookSecrets = table();
  final Table<DeliveryId, MemoryWebhookQueue.Place> deliveries = table();

  /** How many numbers of a kind were given out, by the name of the kind. */
  private final Table<String, Long> counters = table();

  <K, V> Table<K, V> table() {
    return new Table<>(undoLog);
  }

  /** Counts from 0; a number is never given twice, but again after a rollback. */
  long next(String kind) {
    long number = counters.get(kind, 0L);
    counters.put(kind, number + 1);
    return number;
  }

  /** Removes a run with everything that is only its own. */
  void removeRun(RunId run) {
    runs.remove(run);
    series.remove(run);
    summaries.remove(run);
    datasetInputs.remove(run);
    modelInputs.remove(run);
    modelOutputs.remove(run);
    removeArtifacts(new ArtifactOwner.OfRun(run));
  }

  /** Removes a project with everything in it. */
  void removeProject(ProjectId project) {
    runs.all().stream()
        .filter(run -> run.info().projectId().equals(project))
        .forEach(run -> removeRun(run.info().id()));
    loggedModels.all().stream()
        .filter(model -> model.projectId().equals(project))
        .forEach(model -> removeLoggedModel(model.id()));
    datasets.keys(key -> key.project().equals(project)).forEach(datasets::remove);
    removeArtifacts(new ArtifactOwner.OfProject(project));
    projects.remove(project);
  }

  private void removeLoggedModel(LoggedModelId model) {
    loggedModels.remove(model);
    removeArtifacts(new ArtifactOwner.OfModel(model));
  }

  private void removeArtifacts(ArtifactOwner owner) {
    artifacts.keys(name -> name.owner().equals(owner)).forEach(artifacts::remove);
  }
}
