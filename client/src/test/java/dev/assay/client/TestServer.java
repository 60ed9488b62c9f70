package dev.assay.client;

import dev.assay.core.artifact.ArtifactActions;
import dev.assay.core.artifact.Blobs;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.ledger.Journal;
import dev.assay.core.memory.MemoryBlobs;
import dev.assay.core.memory.MemoryStore;
import dev.assay.core.project.ProjectActions;
import dev.assay.core.run.RunActions;
import dev.assay.protocol.rest.RestApi;
import dev.assay.testkit.CountingIds;
import dev.assay.testkit.TestClock;
import dev.assay.web.Access;
import dev.assay.web.Problem;
import dev.assay.web.Response;
import dev.assay.web.RouteTable;
import dev.assay.web.WebConfig;
import dev.assay.web.WebServer;
import java.net.URI;
import java.util.List;

/** A server of the API over a store in memory. */
final class TestServer implements AutoCloseable {
  private final MemoryStore store = new MemoryStore();
  private final Journal journal = new Journal(store.ledger(), new TestClock());
  private final Blobs blobs = new MemoryBlobs(journal.clock());
  final ArtifactActions artifacts =
      new ArtifactActions(store.transactions(), store.artifacts(), blobs, journal);
  private final WebServer web;

  TestServer() {
    RunActions.Stores stores =
        new RunActions.Stores(
            store.projects(),
            store.runs(),
            store.metrics(),
            store.artifacts(),
            store.loggedModels());
    RestApi.Actions actions =
        new RestApi.Actions(
            new ProjectActions(store.transactions(), store.projects(), journal),
            new RunActions(store.transactions(), stores, journal, new CountingIds()),
            artifacts,
            new ExecutionActions(store.transactions(), store.executions(), blobs, journal));
    RestApi.Stores read =
        new RestApi.Stores(
            store.transactions(),
            store.projects(),
            store.runs(),
            store.metrics(),
            store.artifacts(),
            blobs,
            store.executions(),
            store.ledger());
    web =
        WebServer.start(
            WebConfig.loopback(0),
            new RouteTable(List.of(RestApi.routes(read, actions, "test"))),
            Access.LOCAL,
            TestServer::shape);
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + web.port());
  }

  private static Response shape(Problem problem) {
    return switch (problem) {
      case Problem.Failed(var failure) -> Response.text(500, failure.getMessage());
      case Problem.Refused(int status, String message) -> Response.text(status, message);
    };
  }

  @Override
  public void close() {
    web.close();
  }
}
