package dev.assay.protocol.mlflow;

import dev.assay.core.account.Actor;
import dev.assay.core.artifact.ArtifactActions;
import dev.assay.core.ledger.Journal;
import dev.assay.core.memory.MemoryBlobs;
import dev.assay.core.memory.MemoryStore;
import dev.assay.core.project.ProjectActions;
import dev.assay.core.registry.LoggedModelActions;
import dev.assay.core.registry.ModelVersionActions;
import dev.assay.core.registry.RegistryActions;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunLinks;
import dev.assay.core.webhook.WebhookActions;
import dev.assay.testkit.CountingIds;
import dev.assay.testkit.TestClock;
import dev.assay.web.Access;
import dev.assay.web.Json;
import dev.assay.web.RouteTable;
import dev.assay.web.WebConfig;
import dev.assay.web.WebServer;
import dev.assay.web.outbound.AddressRule;
import dev.assay.web.outbound.Outbound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The protocol over ports in memory, behind a real socket. */
final class WireServer implements AutoCloseable {
  final Domain domain;
  final TestClock clock = new TestClock();
  private final WebServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  /** An answer; the body of one that is not JSON is a text node. */
  record Answer(int status, JsonNode body) {
    String code() {
      return body.path("error_code").asString("");
    }

    String message() {
      return body.path("message").asString("");
    }
  }

  WireServer() {
    this(Outbound.usual(AddressRule.PUBLIC));
  }

  WireServer(Outbound outbound) {
    MemoryStore store = new MemoryStore();
    domain = domain(store, new Journal(store.ledger(), clock), outbound);
    domain.actions().projects().create(Actor.SYSTEM, "Default", Optional.empty(), Map.of());
    server =
        WebServer.start(
            WebConfig.loopback(0),
            new RouteTable(List.of(MlflowProtocol.routes(domain))),
            Access.LOCAL,
            MlflowErrors.ERRORS);
  }

  private static Domain domain(MemoryStore store, Journal journal, Outbound outbound) {
    CountingIds ids = new CountingIds();
    RunActions.Stores stores =
        new RunActions.Stores(
            store.projects(),
            store.runs(),
            store.metrics(),
            store.artifacts(),
            store.loggedModels());
    return new Domain(
        store.transactions(),
        new Domain.Ports(
            store.projects(),
            store.runs(),
            store.metrics(),
            store.datasets(),
            store.artifacts(),
            store.loggedModels(),
            store.registeredModels(),
            store.modelVersions(),
            store.webhooks()),
        new Domain.Actions(
            new ProjectActions(store.transactions(), store.projects(), journal),
            new RunActions(store.transactions(), stores, journal, ids),
            new RunLinks(
                store.transactions(),
                store.runs(),
                store.datasets(),
                store.loggedModels(),
                journal),
            new ArtifactActions(
                store.transactions(), store.artifacts(), new MemoryBlobs(journal.clock()), journal),
            new LoggedModelActions(
                store.transactions(), store.projects(), store.loggedModels(), journal, ids),
            new RegistryActions(store.transactions(), store.registeredModels(), journal),
            new ModelVersionActions(store.transactions(), store.modelVersions(), journal),
            new WebhookActions(store.transactions(), store.webhooks(), journal, ids, outbound)),
        new WebhookSender(outbound, journal.clock(), ids, "test"));
  }

  Answer get(String path) {
    return send("GET", path, Optional.empty(), Map.of());
  }

  Answer post(String path, String body) {
    return send("POST", path, Optional.of(body), Map.of("Content-Type", "application/json"));
  }

  /** Sends to {@code path}, below {@code /api/2.0/mlflow/} unless it starts with a slash. */
  Answer send(String method, String path, Optional<String> body, Map<String, String> headers) {
    String whole = path.startsWith("/") ? path : "/api/2.0/mlflow/" + path;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + whole))
            .method(method, body.map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
    headers.forEach(request::header);
    try {
      HttpResponse<byte[]> response = client.send(request.build(), BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), body(response));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode body(HttpResponse<byte[]> response) {
    boolean isJson =
        response.headers().firstValue("content-type").orElse("").startsWith("application/json");
    return isJson
        ? Json.tree(response.body())
        : Json.object().stringNode(new String(response.body(), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
