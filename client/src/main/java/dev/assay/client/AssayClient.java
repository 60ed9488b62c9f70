package dev.assay.client;

import java.io.InputStream;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Asks an Assay server over its API. What callers only hand on comes as trees of JSON, which the
 * OpenAPI document of the server describes; the rest is typed, see {@link #blobs}, {@link
 * #executions} and {@link #runs}. Thread-safe. Every method fails with {@link AssayException}.
 */
public final class AssayClient implements AutoCloseable {
  private final Http http;
  private final RemoteBlobs blobs;
  private final RemoteExecutions executions;
  private final RemoteRuns runs;

  /** Connects with the first request. */
  public AssayClient(URI server) {
    this.http = new Http(server);
    this.blobs = new RemoteBlobs(http);
    this.executions = new RemoteExecutions(http);
    this.runs = new RemoteRuns(http);
  }

  public URI server() {
    return http.server();
  }

  public RemoteBlobs blobs() {
    return blobs;
  }

  public RemoteExecutions executions() {
    return executions;
  }

  public RemoteRuns runs() {
    return runs;
  }

  /** The version of the server, which is asked; a cheap way to see whether one is there. */
  public String serverVersion() {
    return Message.read(http.get("/api/v1/server").bytes()).required("version");
  }

  /** A page of runs; the question is the body of {@code POST /api/v1/runs/search}. */
  public JsonNode searchRuns(JsonNode question) {
    return Trees.read(http.json("POST", "/api/v1/runs/search", Trees.write(question)));
  }

  /** One run with all its parts but the series. */
  public JsonNode run(String run) {
    return get("/api/v1/runs/" + Http.segment(run), Map.of());
  }

  /** The summaries of a run's metrics. */
  public JsonNode metrics(String run) {
    return get("/api/v1/runs/" + Http.segment(run) + "/metrics", Map.of());
  }

  /** The files of a run at or below a path, in their newest versions. */
  public JsonNode artifacts(String run, String path) {
    return get("/api/v1/runs/" + Http.segment(run) + "/artifacts", Map.of("path", path));
  }

  /** One project. */
  public JsonNode project(String project) {
    return get("/api/v1/projects/" + Http.segment(project), Map.of());
  }

  /** A page of projects, those changed last first. */
  public JsonNode projects(int limit) {
    return get("/api/v1/projects", Map.of("limit", Integer.toString(limit)));
  }

  /** The bytes of a run's file; the caller closes the stream and checks the digest. */
  public InputStream file(String run, String path) {
    return runs.openFile(run, path, Optional.empty());
  }

  private JsonNode get(String path, Map<String, String> query) {
    return Trees.read(http.get(Http.path(path, query)).bytes());
  }

  @Override
  public void close() {
    http.close();
  }
}
