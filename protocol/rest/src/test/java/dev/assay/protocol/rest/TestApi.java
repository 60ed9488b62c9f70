package dev.assay.protocol.rest;

import dev.assay.core.account.Actor;
import dev.assay.core.artifact.ArtifactActions;
import dev.assay.core.artifact.Blobs;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.ledger.Journal;
import dev.assay.core.memory.MemoryBlobs;
import dev.assay.core.memory.MemoryStore;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectActions;
import dev.assay.core.run.NewRun;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunInfo;
import dev.assay.testkit.CountingIds;
import dev.assay.testkit.TestClock;
import dev.assay.web.Access;
import dev.assay.web.Json;
import dev.assay.web.RouteGroup;
import dev.assay.web.RouteTable;
import dev.assay.web.WebConfig;
import dev.assay.web.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The API over ports in memory, behind a real socket. */
final class TestApi implements AutoCloseable {
  private final MemoryStore store = new MemoryStore();
  private final Journal journal = new Journal(store.ledger(), new TestClock());
  private final WebServer server;
  private final HttpClient http = HttpClient.newHttpClient();
  final ProjectActions projects =
      new ProjectActions(store.transactions(), store.projects(), journal);
  final RunActions runs;
  final ArtifactActions artifacts;
  final ExecutionActions executions;
  final Blobs blobs = new MemoryBlobs(journal.clock());

  /** An answer with its body as a tree; an empty body is an empty object. */
  record Answer(int status, JsonNode body) {}

  TestApi() {
    RunActions.Stores stores =
        new RunActions.Stores(
            store.projects(),
            store.runs(),
            store.metrics(),
            store.artifacts(),
            store.loggedModels());
    runs = new RunActions(store.transactions(), stores, journal, new CountingIds());
    artifacts = new ArtifactActions(store.transactions(), store.artifacts(), blobs, journal);
    executions = new ExecutionActions(store.transactions(), store.executions(), blobs, journal);
    server =
        WebServer.start(
            WebConfig.loopback(0),
            new RouteTable(List.of(group())),
            Access.LOCAL,
            new RestErrors());
  }

  /** The routes, for looking at them. */
  static RouteGroup routes() {
    try (TestApi api = new TestApi()) {
      return api.group();
    }
  }

  Project project(String name) {
    return projects.create(Actor.LOCAL, name, Optional.empty(), Map.of());
  }

  RunInfo run(Project project, String name) {
    return runs.create(
        Actor.LOCAL,
        new NewRun(project.id(), Optional.of(name), "ann", Optional.empty(), Map.of("team", "a")));
  }

  Answer get(String path) throws IOException, InterruptedException {
    return send(request(path).GET());
  }

  Answer post(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer patch(String path, String body) throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .method("PATCH", HttpRequest.BodyPublishers.ofString(body)));
  }

  Answer put(String path, String contentType, byte[] body)
      throws IOException, InterruptedException {
    return send(
        request(path)
            .header("Content-Type", contentType)
            .PUT(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  Answer postBytes(String path, byte[] body) throws IOException, InterruptedException {
    return send(request(path).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
  }

  HttpResponse<byte[]> head(String path) throws IOException, InterruptedException {
    return http.send(request(path).HEAD().build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> range(String path, String range) throws IOException, InterruptedException {
    return http.send(
        request(path).header("Range", range).GET().build(), BodyHandlers.ofByteArray());
  }

  Answer delete(String path) throws IOException, InterruptedException {
    return send(request(path).DELETE());
  }

  HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), BodyHandlers.ofByteArray());
  }

  private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<byte[]> answer = http.send(request.build(), BodyHandlers.ofByteArray());
    return new Answer(
        answer.statusCode(), answer.body().length == 0 ? Json.object() : Json.tree(answer.body()));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
        URI.create("http://127.0.0.1:" + server.port() + "/api/v1" + path));
  }

  private RouteGroup group() {
    return RestApi.routes(
        new RestApi.Stores(
            store.transactions(),
            store.projects(),
            store.runs(),
            store.metrics(),
            store.artifacts(),
            blobs,
            store.executions(),
            store.ledger()),
        new RestApi.Actions(projects, runs, artifacts, executions),
        "test");
  }

  @Override
  public void close() {
    http.close();
    server.close();
  }
}
