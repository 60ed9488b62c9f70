package dev.assay.testkit;

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

/** A store as the kits use it: all relational ports over the same data. */
public interface StoreUnderTest extends AutoCloseable {
  Transactions transactions();

  Projects projects();

  Runs runs();

  Ledger ledger();

  Metrics metrics();

  Datasets datasets();

  Artifacts artifacts();

  Executions executions();

  LoggedModels loggedModels();

  RegisteredModels registeredModels();

  ModelVersions modelVersions();

  Webhooks webhooks();

  WebhookQueue webhookQueue();

  /**
   * Closes the store and opens it again on the same data, as a restart does. A store that lives in
   * memory gives itself.
   */
  StoreUnderTest reopen();

  @Override
  void close();
}
