package dev.assay.core.memory;

import dev.assay.core.Transactions;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.capture.Executions;
import dev.assay.core.dataset.Datasets;
import dev.assay.core.ledger.Ledger;
import dev.assay.core.metric.Metrics;
import dev.assay.core.project.Projects;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.RegisteredModels;
import dev.assay.core.run.Runs;
import dev.assay.core.webhook.WebhookQueue;
import dev.assay.core.webhook.Webhooks;

/** All ports over one state in memory. Thread-safe. */
public final class MemoryStore {
  private final MemoryState state = new MemoryState();
  private final Projects projects = new MemoryProjects(state);
  private final Runs runs = new MemoryRuns(state);
  private final Metrics metrics = new MemoryMetrics(state);
  private final Ledger ledger = new MemoryLedger(state.undoLog);
  private final Artifacts artifacts = new MemoryArtifacts(state);
  private final Executions executions = new MemoryExecutions(state);
  private final Datasets datasets = new MemoryDatasets(state);
  private final LoggedModels loggedModels = new MemoryLoggedModels(state);
  private final MemoryModelVersions modelVersions = new MemoryModelVersions(state);
  private final RegisteredModels registeredModels =
      new MemoryRegisteredModels(state, modelVersions);

  private final Webhooks webhooks = new MemoryWebhooks(state);
  private final WebhookQueue webhookQueue = new MemoryWebhookQueue(state);

  public Executions executions() {
    return executions;
  }

  public Transactions transactions() {
    return state.undoLog;
  }

  public Projects projects() {
    return projects;
  }

  public Runs runs() {
    return runs;
  }

  public Metrics metrics() {
    return metrics;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Artifacts artifacts() {
    return artifacts;
  }

  public Datasets datasets() {
    return datasets;
  }

  public LoggedModels loggedModels() {
    return loggedModels;
  }

  public RegisteredModels registeredModels() {
    return registeredModels;
  }

  public ModelVersions modelVersions() {
    return modelVersions;
  }

  public Webhooks webhooks() {
    return webhooks;
  }

  public WebhookQueue webhookQueue() {
    return webhookQueue;
  }
}
