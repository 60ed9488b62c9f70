package dev.assay.server;

import dev.assay.core.IdSource;
import dev.assay.core.Transactions;
import dev.assay.core.artifact.ArtifactActions;
import dev.assay.core.artifact.BlobSweep;
import dev.assay.core.artifact.Blobs;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.ledger.Journal;
import dev.assay.core.project.ProjectActions;
import dev.assay.core.registry.LoggedModelActions;
import dev.assay.core.registry.ModelVersionActions;
import dev.assay.core.registry.RegistryActions;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunLinks;
import dev.assay.core.webhook.AnnouncingLedger;
import dev.assay.core.webhook.DeliveryActions;
import dev.assay.core.webhook.WebhookActions;
import dev.assay.protocol.mlflow.Domain;
import dev.assay.protocol.mlflow.MlflowProtocol;
import dev.assay.protocol.mlflow.WebhookSender;
import dev.assay.protocol.rest.RestApi;
import dev.assay.store.sql.SqlStore;
import dev.assay.web.RouteGroup;
import dev.assay.web.RouteTable;
import dev.assay.web.outbound.Outbound;
import java.time.InstantSource;
import java.util.List;

/** The actions over one store, and the routes that lead to them. */
record Wiring(
    SqlStore store,
    Blobs blobs,
    BlobSweep sweep,
    Domain.Actions actions,
    ExecutionActions executions,
    Hooks hooks) {

  /** What tells webhooks. */
  record Hooks(DeliveryActions deliveries, WebhookSender sender) {}

  /** What comes from outside the store. */
  record Outside(InstantSource clock, IdSource ids, Outbound outbound) {}

  static Wiring of(SqlStore store, Blobs blobs, Outside outside) {
    InstantSource clock = outside.clock();
    BlobSweep sweep =
        new BlobSweep(
            blobs, clock, List.of(store.artifacts()::refersTo, store.executions()::refersTo));
    Journal journal = new Journal(store.ledger(), clock);
    return new Wiring(
        store,
        blobs,
        sweep,
        actions(store, blobs, journal, outside),
        new ExecutionActions(store.transactions(), store.executions(), blobs, journal),
        new Hooks(
            new DeliveryActions(store.transactions(), store.webhookQueue(), journal),
            new WebhookSender(outside.outbound(), clock, outside.ids(), App.VERSION)));
  }

  RouteTable routes() {
    return new RouteTable(List.of(Health.routes(store, blobs), rest(), mlflow(), WebPage.routes()));
  }

  /** What tells webhooks; it must be turned from time to time. */
  WebhookCourier courier() {
    return new WebhookCourier(store.webhooks(), hooks.deliveries(), hooks.sender()::send);
  }

  private RouteGroup rest() {
    RestApi.Stores stores =
        new RestApi.Stores(
            store.transactions(),
            store.projects(),
            store.runs(),
            store.metrics(),
            store.artifacts(),
            blobs,
            store.executions(),
            store.ledger());
    return RestApi.routes(
        stores,
        new RestApi.Actions(actions.projects(), actions.runs(), actions.artifacts(), executions),
        App.VERSION);
  }

  private RouteGroup mlflow() {
    Domain.Ports ports =
        new Domain.Ports(
            store.projects(),
            store.runs(),
            store.metrics(),
            store.datasets(),
            store.artifacts(),
            store.loggedModels(),
            store.registeredModels(),
            store.modelVersions(),
            store.webhooks());
    return MlflowProtocol.routes(new Domain(store.transactions(), ports, actions, hooks.sender()));
  }

  private static Domain.Actions actions(
      SqlStore store, Blobs blobs, Journal journal, Outside outside) {
    Transactions transactions = store.transactions();
    IdSource ids = outside.ids();
    Journal announcing = announcing(store, journal, ids);
    RunActions.Stores stores =
        new RunActions.Stores(
            store.projects(),
            store.runs(),
            store.metrics(),
            store.artifacts(),
            store.loggedModels());
    return new Domain.Actions(
        new ProjectActions(transactions, store.projects(), journal),
        new RunActions(transactions, stores, journal, ids),
        new RunLinks(transactions, store.runs(), store.datasets(), store.loggedModels(), journal),
        new ArtifactActions(transactions, store.artifacts(), blobs, journal),
        new LoggedModelActions(transactions, store.projects(), store.loggedModels(), journal, ids),
        new RegistryActions(transactions, store.registeredModels(), announcing),
        new ModelVersionActions(transactions, store.modelVersions(), announcing),
        new WebhookActions(transactions, store.webhooks(), journal, ids, outside.outbound()));
  }

  /** A journal whose entries webhooks are told of. */
  private static Journal announcing(SqlStore store, Journal journal, IdSource ids) {
    AnnouncingLedger.Stores stores =
        new AnnouncingLedger.Stores(
            store.webhooks(),
            store.webhookQueue(),
            store.registeredModels(),
            store.modelVersions());
    return new Journal(
        new AnnouncingLedger(journal.ledger(), stores, MlflowProtocol::isPrompt, ids),
        journal.clock());
  }
}
