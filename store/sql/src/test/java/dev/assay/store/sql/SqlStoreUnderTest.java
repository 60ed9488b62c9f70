package dev.assay.store.sql;

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
import dev.assay.store.sql.metric.SealRules;
import dev.assay.testkit.StoreUnderTest;
import dev.assay.testkit.ThrowAwayPostgres;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A store for the kits. Its clock stands long ago, so that silence counts from the start of runs.
 */
final class SqlStoreUnderTest implements StoreUnderTest {
  private final SqlConfig config;
  private final SqlStore store;

  private SqlStoreUnderTest(SqlConfig config) {
    this.config = config.withClock(() -> Instant.EPOCH);
    this.store = SqlStore.open(this.config);
  }

  static SqlStoreUnderTest sqlite(Path directory) {
    return new SqlStoreUnderTest(SqlConfig.sqlite(directory.resolve("data")));
  }

  /** Seals metric points early and holds few in memory, so that short tests see all of that. */
  static SqlStoreUnderTest sqliteSealingEarly(Path directory) {
    SealRules early = new SealRules(20, 9, 900, 3, 60);
    return new SqlStoreUnderTest(SqlConfig.sqlite(directory.resolve("data")).withSealRules(early));
  }

  static SqlStoreUnderTest postgres() {
    return new SqlStoreUnderTest(SqlConfig.postgres(ThrowAwayPostgres.shared().newDatabase()));
  }

  @Override
  public Transactions transactions() {
    return store.transactions();
  }

  @Override
  public Projects projects() {
    return store.projects();
  }

  @Override
  public Runs runs() {
    return store.runs();
  }

  @Override
  public Ledger ledger() {
    return store.ledger();
  }

  @Override
  public Artifacts artifacts() {
    return store.artifacts();
  }

  @Override
  public Metrics metrics() {
    return store.metrics();
  }

  @Override
  public Executions executions() {
    return store.executions();
  }

  @Override
  public Datasets datasets() {
    return store.datasets();
  }

  @Override
  public LoggedModels loggedModels() {
    return store.loggedModels();
  }

  @Override
  public RegisteredModels registeredModels() {
    return store.registeredModels();
  }

  @Override
  public ModelVersions modelVersions() {
    return store.modelVersions();
  }

  @Override
  public Webhooks webhooks() {
    return store.webhooks();
  }

  @Override
  public WebhookQueue webhookQueue() {
    return store.webhookQueue();
  }

  @Override
  public StoreUnderTest reopen() {
    close();
    return new SqlStoreUnderTest(config);
  }

  @Override
  public void close() {
    store.close();
  }
}
