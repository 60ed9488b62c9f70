package dev.assay.protocol.rest;

import dev.assay.core.Transactions;
import dev.assay.core.account.Permission;
import dev.assay.core.artifact.ArtifactActions;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.artifact.Blobs;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.capture.Executions;
import dev.assay.core.ledger.Ledger;
import dev.assay.core.metric.Metrics;
import dev.assay.core.project.ProjectActions;
import dev.assay.core.project.Projects;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.Runs;
import dev.assay.web.BodyLimit;
import dev.assay.web.Method;
import dev.assay.web.Response;
import dev.assay.web.Route;
import dev.assay.web.RouteGroup;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;

/** Puts the routes of this API together. */
public final class RestApi {
  private static final String PREFIX = "/api/v1";

  private RestApi() {}

  /** What the routes read. */
  public record Stores(
      Transactions transactions,
      Projects projects,
      Runs runs,
      Metrics metrics,
      Artifacts artifacts,
      Blobs blobs,
      Executions executions,
      Ledger ledger) {}

  /** What the routes change things with. */
  public record Actions(
      ProjectActions projects,
      RunActions runs,
      ArtifactActions artifacts,
      ExecutionActions executions) {}

  /**
   * All routes of the API.
   *
   * @param version of the server, as it says of itself
   */
  public static RouteGroup routes(Stores stores, Actions actions, String version) {
    ProjectScope scope = new ProjectScope(stores.projects());
    List<Route> routes =
        Stream.of(
                about(version),
                new ProjectRoutes(stores.projects(), actions.projects()).routes(),
                new RunRoutes(stores.runs(), actions.runs(), scope).routes(),
                new RunLogRoutes(stores, actions).routes(),
                executions(stores, actions.executions()),
                new SeriesRoutes(stores.runs(), stores.metrics()).routes(),
                new ArtifactRoutes(stores.runs(), stores.artifacts(), actions.artifacts()).routes(),
                new LedgerRoutes(stores.ledger()).routes())
            .flatMap(List::stream)
            .toList();
    return new RouteGroup(List.of(PREFIX), new RestErrors(), routes);
  }

  private static List<Route> executions(Stores stores, ExecutionActions actions) {
    return Stream.of(
            new BlobRoutes(stores.blobs(), actions).routes(),
            new ExecutionRoutes(stores.executions(), stores.runs(), actions).routes(),
            new ConsoleRoutes(stores.executions(), actions).routes(),
            new VerdictRoutes(stores.executions(), stores.blobs(), actions).routes())
        .flatMap(List::stream)
        .toList();
  }

  private static List<Route> about(String version) {
    byte[] document = openApi();
    return List.of(
        Route.of(
            Method.GET,
            PREFIX + "/openapi.json",
            Permission.PUBLIC,
            BodyLimit.NONE,
            request -> Response.json(200, document)),
        Route.of(
            Method.GET,
            PREFIX + "/server",
            Permission.PUBLIC,
            BodyLimit.NONE,
            request ->
                Answers.object(
                    json -> {
                      json.writeStringProperty("name", "assay");
                      json.writeStringProperty("version", version);
                    })));
  }

  private static byte[] openApi() {
    try (InputStream document = RestApi.class.getResourceAsStream("openapi.json")) {
      if (document == null) {
        throw new IllegalStateException("openapi.json is not in the jar");
      }
      return document.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
