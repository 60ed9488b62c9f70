package dev.assay.protocol.mlflow;

import dev.assay.core.Transactions;
import dev.assay.core.artifact.ArtifactActions;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.dataset.Datasets;
import dev.assay.core.metric.Metrics;
import dev.assay.core.project.ProjectActions;
import dev.assay.core.project.Projects;
import dev.assay.core.registry.LoggedModelActions;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelVersionActions;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.RegisteredModels;
import dev.assay.core.registry.RegistryActions;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunLinks;
import dev.assay.core.run.Runs;
import dev.assay.core.webhook.WebhookActions;
import dev.assay.core.webhook.Webhooks;

/** What the protocol works on: the ports it reads and the actions it changes things by. */
public record Domain(
    Transactions transactions, Ports ports, Actions actions, WebhookSender webhookSender) {

  /** Read directly, never changed. */
  public record Ports(
      Projects projects,
      Runs runs,
      Metrics metrics,
      Datasets datasets,
      Artifacts artifacts,
      LoggedModels loggedModels,
      RegisteredModels registeredModels,
      ModelVersions modelVersions,
      Webhooks webhooks) {}

  /** Every change goes through one of these. */
  public record Actions(
      ProjectActions projects,
      RunActions runs,
      RunLinks links,
      ArtifactActions artifacts,
      LoggedModelActions loggedModels,
      RegistryActions registry,
      ModelVersionActions modelVersions,
      WebhookActions webhooks) {}
}
