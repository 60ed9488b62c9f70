package dev.assay.testkit;

import dev.assay.core.Transactions;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.capture.Executions;
import dev.assay.core.dataset.Datasets;
import dev.assay.core.ledger.Ledger;
import dev.assay.core.memory.MemoryStore;
import dev.assay.core.metric.Metrics;
import dev.assay.core.project.Projects;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.RegisteredModels;
import dev.assay.core.run.Runs;
import dev.assay.core.webhook.WebhookQueue;
import dev.assay.core.webhook.Webhooks;

/** The store in memory; a restart keeps it. */
public final class MemoryStoreUnderTest implements StoreUnderTest {
  private final MemoryStore memory = new MemoryStore();

  @Override
  public Transactions transactions() {
    return memory.transactions();
  }

  @Override
  public Projects projects() {
    return memory.projects();
  }

  @Override
  public Runs runs() {
    return memory.runs();
  }

  @Override
  public Metrics metrics() {
    return memory.metrics();
  }

  @Override
  public Ledger ledger() {
    return memory.ledger();
  }

  @Override
  public Artifacts artifacts() {
    return memory.artifacts();
  }

  @Override
  public Executions executions() {
    return memory.executions();
  }

  @Override
  public Datasets datasets() {
    return memory.datasets();
  }

  @Override
  public LoggedModels loggedModels() {
    return memory.loggedModels();
  }

  @Override
  public RegisteredModels registeredModels() {
    return memory.registeredModels();
  }

  @Override
  public ModelVersions modelVersions() {
    return memory.modelVersions();
  }

  @Override
  public Webhooks webhooks() {
    return memory.webhooks();
  }

  @Override
  public WebhookQueue webhookQueue() {
    return memory.webhookQueue();
  }

  @Override
  public StoreUnderTest reopen() {
    return this;
  }

  @Override
  public void close() {}
}
