package dev.assay.store.sql;

import dev.assay.core.Failure;
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
import dev.assay.store.sql.metric.SqlMetrics;
import java.sql.SQLException;
import java.util.Optional;

/**
 * The relational store, opened: all its ports over one database. Thread-safe. Closing it waits for
 * the changes handed in.
 */
public final class SqlStore implements AutoCloseable {
  private final Dialect dialect;
  private final Database database;
  private final Transactions transactions;
  private final Ledger ledger;
  private final Projects projects;
  private final Runs runs;
  private final Artifacts artifacts;
  private final Executions executions;
  private final Datasets datasets;
  private final LoggedModels loggedModels;
  private final RegisteredModels registeredModels;
  private final ModelVersions modelVersions;
  private final Webhooks webhooks;
  private final WebhookQueue webhookQueue;

  private final SqlMetrics metrics;

  private SqlStore(Dialect dialect, Database database, SqlConfig config) {
    this.dialect = dialect;
    this.database = database;
    Keys keys = new Keys(database);
    Purge purge = new Purge();
    this.transactions = new SqlTransactions(database);
    this.ledger = new SqlLedger(database);
    this.projects = new SqlProjects(database, purge);
    this.runs = new SqlRuns(database, keys, purge, config.clock().instant());
    this.artifacts = new SqlArtifacts(database);
    this.executions = new SqlExecutions(database, keys);
    this.datasets = new SqlDatasets(database);
    this.loggedModels = new SqlLoggedModels(database);
    this.registeredModels = new SqlRegisteredModels(database);
    this.modelVersions = new SqlModelVersions(database);
    this.webhooks = new SqlWebhooks(database);
    this.webhookQueue = new SqlWebhookQueue(database);
    this.metrics = SqlMetrics.open(database, keys, config.sealRules());
    purge.onPurged(metrics::forget);
  }

  /**
   * Takes the database for this process, brings its tables up to date and opens it.
   *
   * @throws Failure UNAVAILABLE when another process holds it, when it was written by a newer
   *     Assay, or when its settings could lose acknowledged data
   */
  public static SqlStore open(SqlConfig config) {
    Dialect dialect =
        switch (config.place()) {
          case SqlConfig.Place.Sqlite sqlite -> new SqliteDialect(sqlite.directory());
          case SqlConfig.Place.Postgres postgres -> new PostgresDialect(postgres);
        };
    try {
      dialect.own();
      return opened(dialect, config);
    } catch (SQLException e) {
      dialect.close();
      throw Failure.unavailable("the database cannot be opened: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      dialect.close();
      throw e;
    }
  }

  private static SqlStore opened(Dialect dialect, SqlConfig config) throws SQLException {
    Session writer = new Session(dialect.openWriter(), dialect);
    try {
      Migrations.run(writer);
      long opened =
          writer.number("UPDATE store_state SET opened = opened + 1 WHERE id = 0 RETURNING opened");
      Database database = new Database(dialect, writer, opened, config.readersMax());
      database.start();
      return started(dialect, database, config);
    } catch (SQLException | RuntimeException e) {
      writer.close();
      throw e;
    }
  }

  private static SqlStore started(Dialect dialect, Database database, SqlConfig config) {
    try {
      return new SqlStore(dialect, database, config);
    } catch (RuntimeException e) {
      database.close();
      throw e;
    }
  }

  public Transactions transactions() {
    return transactions;
  }

  public Ledger ledger() {
    return ledger;
  }

  public Projects projects() {
    return projects;
  }

  public Runs runs() {
    return runs;
  }

  public Artifacts artifacts() {
    return artifacts;
  }

  public Executions executions() {
    return executions;
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

  public Metrics metrics() {
    return metrics;
  }

  /** Where the adapters get their connections. */
  public Database database() {
    return database;
  }

  /** Why nothing can be written now, in words for the operator; empty while all is well. */
  public Optional<String> trouble() {
    return database.trouble();
  }

  /** Notes the address that serves this store, for whoever tries to open it a second time. */
  public void announce(String address) {
    dialect.announce(database, address);
  }

  @Override
  public void close() {
    database.close();
    dialect.close();
  }
}
