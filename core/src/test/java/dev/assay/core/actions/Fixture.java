package dev.assay.core.actions;

import dev.assay.core.Failure;
import dev.assay.core.IdSource;
import dev.assay.core.account.Actor;
import dev.assay.core.artifact.ArtifactActions;
import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.artifact.BlobSweep;
import dev.assay.core.artifact.Blobs;
import dev.assay.core.capture.Execution;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.capture.ExecutionId;
import dev.assay.core.ledger.Change;
import dev.assay.core.ledger.Entry;
import dev.assay.core.ledger.Journal;
import dev.assay.core.ledger.Ledger;
import dev.assay.core.memory.MemoryBlobs;
import dev.assay.core.memory.MemoryStore;
import dev.assay.core.project.ProjectActions;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.ProjectQuery;
import dev.assay.core.query.Filter;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModelActions;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModelQuery;
import dev.assay.core.registry.ModelVersionActions;
import dev.assay.core.registry.RegistryActions;
import dev.assay.core.run.LogBatch;
import dev.assay.core.run.NewRun;
import dev.assay.core.run.Projection;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunLinks;
import dev.assay.core.run.RunQuery;
import dev.assay.core.webhook.Delivery;
import dev.assay.core.webhook.DeliveryActions;
import dev.assay.core.webhook.DeliveryId;
import dev.assay.core.webhook.Occurrence;
import dev.assay.core.webhook.Webhook;
import dev.assay.core.webhook.WebhookActions;
import dev.assay.core.webhook.WebhookEvent;
import dev.assay.core.webhook.WebhookId;
import dev.assay.core.webhook.WebhookSecret;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All actions over a store in memory that holds one of everything: an active and a deleted project,
 * an active and a deleted run, a file, a logged model, a model with two versions and an alias, and
 * the tag {@code old=1} on each.
 */
final class Fixture {
  static final Actor ADA = new Actor("ada");
  static final String MODEL = "classifier";
  private static final int ALL = 100;

  final MemoryStore store = new MemoryStore();
  final ProjectActions projects;
  final RunActions runs;
  final RunLinks links;
  final ArtifactActions artifacts;
  final LoggedModelActions loggedModels;
  final RegistryActions models;
  final ModelVersionActions versions;
  final ExecutionActions executions;
  final Blobs blobs;
  final BlobSweep sweep;
  final WebhookActions webhooks;
  final DeliveryActions deliveries;

  final ProjectId project;
  final ProjectId deletedProject;
  final RunId run;
  final RunId deletedRun;
  final LoggedModelId loggedModel;
  final ArtifactOwner owner;
  final ExecutionId execution = new ExecutionId("e".repeat(32));
  final WebhookId webhook;
  final Delivery delivery;

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private boolean ledgerFails;

  Fixture() {
    InstantSource clock = () -> now;
    blobs = new MemoryBlobs(clock);
    sweep =
        new BlobSweep(
            blobs, clock, List.of(store.artifacts()::refersTo, store.executions()::refersTo));
    Journal journal = new Journal(new FailingLedger(), clock);
    IdSource ids = new Ids();
    var transactions = store.transactions();
    projects = new ProjectActions(transactions, store.projects(), journal);
    runs =
        new RunActions(
            transactions,
            new RunActions.Stores(
                store.projects(),
                store.runs(),
                store.metrics(),
                store.artifacts(),
                store.loggedModels()),
            journal,
            ids);
    links =
        new RunLinks(transactions, store.runs(), store.datasets(), store.loggedModels(), journal);
    artifacts = new ArtifactActions(transactions, store.artifacts(), blobs, journal);
    loggedModels =
        new LoggedModelActions(transactions, store.projects(), store.loggedModels(), journal, ids);
    models = new RegistryActions(transactions, store.registeredModels(), journal);
    versions = new ModelVersionActions(transactions, store.modelVersions(), journal);
    executions = new ExecutionActions(transactions, store.executions(), blobs, journal);
    webhooks = new WebhookActions(transactions, store.webhooks(), journal, ids, url -> {});
    deliveries = new DeliveryActions(transactions, store.webhookQueue(), journal);

    Map<String, String> old = Map.of("old", "1");
    project = projects.create(ADA, "alpha", Optional.empty(), old).id();
    deletedProject = projects.create(ADA, "gone", Optional.empty(), old).id();
    projects.delete(ADA, deletedProject);
    run = newRun("trial");
    deletedRun = newRun("gone");
    runs.delete(ADA, deletedRun);
    runs.log(ADA, run, LogBatch.params(Map.of("lr", "0.1")));
    owner = new ArtifactOwner.OfRun(run);
    put("old.txt", "old");
    loggedModel = newLoggedModel();
    models.create(ADA, MODEL, "", old);
    version();
    version();
    models.setAlias(ADA, MODEL, "old", 1);
    executions.put(ADA, told(execution, Optional.empty()));
    webhook = newWebhook().id();
    delivery = newDelivery();
    now = now.plusSeconds(60);
  }

  /** Lets the ledger refuse entries from now on. */
  void failLedger() {
    ledgerFails = true;
  }

  void advance(Duration by) {
    now = now.plus(by);
  }

  Instant now() {
    return now;
  }

  List<Entry> entriesFrom(long index) {
    return store.ledger().entries(index, ALL);
  }

  long size() {
    return store.ledger().head().map(entry -> entry.index() + 1).orElse(0L);
  }

  /** Everything the store holds, as a text to compare. */
  String state() {
    var everyProject = new ProjectQuery(Visibility.ALL, Filter.everything(), List.of());
    var allProjects = store.projects().search(everyProject, PageRequest.first(ALL)).items();
    var everyRun =
        new RunQuery(
            allProjects.stream().map(each -> each.id()).toList(),
            Visibility.ALL,
            Filter.everything(),
            List.of());
    return String.join(
        "\n",
        allProjects.toString(),
        store.runs().search(everyRun, Projection.FULL, PageRequest.first(ALL)).toString(),
        store.metrics().summaries(run).toString(),
        store.executions().list(PageRequest.first(ALL)).toString(),
        store.executions().verdicts(execution).toString(),
        store.artifacts().versions(owner, ArtifactPath.parse("old.txt")).toString(),
        store.artifacts().tree(owner, ArtifactPath.ROOT).toString(),
        store.loggedModels().find(loggedModel).toString(),
        store.loggedModels().search(everyModel(), PageRequest.first(ALL)).toString(),
        store.registeredModels().find(MODEL).toString(),
        store.registeredModels().find("other").toString(),
        store.modelVersions().find(MODEL, 1).toString(),
        store.modelVersions().find(MODEL, 2).toString(),
        store.modelVersions().find(MODEL, 3).toString(),
        store.webhooks().list(PageRequest.first(ALL)).toString(),
        store.webhookQueue().first(webhook, now).toString());
  }

  private LoggedModelQuery everyModel() {
    return new LoggedModelQuery(List.of(project), Filter.everything(), List.of(), List.of());
  }

  RunId newRun(String name) {
    Map<String, String> old = Map.of("old", "1");
    return runs.create(ADA, new NewRun(project, Optional.of(name), "ada", Optional.empty(), old))
        .id();
  }

  LoggedModelId newLoggedModel() {
    return loggedModels
        .create(
            ADA,
            new LoggedModelActions.Draft(
                project, "net", "", Optional.of(run), Map.of("old", "1"), Map.of("old", "1")))
        .id();
  }

  void finishLoggedModel(LoggedModel.Status status) {
    loggedModels.finish(ADA, loggedModel, status);
  }

  Execution told(ExecutionId id, Optional<String> exit) {
    return new Execution(
        id,
        "python train.py",
        "ada",
        "here",
        now,
        exit.map(text -> now),
        exit,
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  void version() {
    versions.create(
        ADA,
        new ModelVersionActions.Draft(
            MODEL,
            "runs:/x",
            "runs:/x",
            Optional.of(run),
            "",
            Optional.empty(),
            "",
            Map.of("old", "1")));
  }

  void put(String path, String content) {
    artifacts.put(
        ADA,
        owner,
        ArtifactPath.parse(path),
        new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)));
  }

  Webhook newWebhook() {
    return webhooks.create(
        ADA,
        new WebhookActions.Draft(
            "hook",
            "",
            "https://hooks.example/",
            List.of(WebhookEvent.PROMPT_CREATED),
            new WebhookSecret("old"),
            Webhook.Status.ACTIVE));
  }

  static WebhookActions.Change rename(String name) {
    return new WebhookActions.Change(
        Optional.of(name),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  private Delivery newDelivery() {
    Occurrence occurrence =
        new Occurrence(WebhookEvent.PROMPT_CREATED, 0, now, Map.of("name", "greeting"));
    Delivery made = new Delivery(DeliveryId.next(new Ids()), webhook, occurrence, 0, now);
    store.webhookQueue().add(made);
    return made;
  }

  private final class FailingLedger implements Ledger {
    @Override
    public Entry append(Change change) {
      Entry entry = store.ledger().append(change);
      if (ledgerFails) {
        throw Failure.unavailable("the disk is full");
      }
      return entry;
    }

    @Override
    public List<Entry> entries(long fromIndex, int limit) {
      return store.ledger().entries(fromIndex, limit);
    }

    @Override
    public Optional<Entry> head() {
      return store.ledger().head();
    }
  }

  private static final class Ids implements IdSource {
    private int given;

    @Override
    public String hex32() {
      return String.format("%032x", ++given);
    }

    @Override
    public int below(int bound) {
      return ++given % bound;
    }
  }
}
