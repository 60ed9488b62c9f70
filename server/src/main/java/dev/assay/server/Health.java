package dev.assay.server;

import dev.assay.core.account.Permission;
import dev.assay.core.artifact.Blobs;
import dev.assay.store.sql.SqlStore;
import dev.assay.web.BodyLimit;
import dev.assay.web.ErrorShape;
import dev.assay.web.Method;
import dev.assay.web.Problem;
import dev.assay.web.Response;
import dev.assay.web.Route;
import dev.assay.web.RouteGroup;
import java.util.List;
import java.util.stream.Stream;

/** {@code GET /health}: {@code OK}, or 503 and why nothing can be stored. */
final class Health {
  /** Plain text, for paths that belong to no protocol. */
  static final ErrorShape PLAIN =
      problem ->
          switch (problem) {
            case Problem.Refused(int status, String message) -> Response.text(status, message);
            case Problem.Failed failed -> Response.text(500, failed.message());
          };

  private Health() {}

  static RouteGroup routes(SqlStore store, Blobs blobs) {
    Route health =
        Route.of(
            Method.GET,
            "/health",
            Permission.PUBLIC,
            BodyLimit.NONE,
            request -> answer(store, blobs));
    return new RouteGroup(List.of("/health"), PLAIN, List.of(health));
  }

  private static Response answer(SqlStore store, Blobs blobs) {
    List<String> troubles =
        Stream.concat(store.trouble().stream(), blobs.trouble().stream()).toList();
    return troubles.isEmpty()
        ? Response.text(200, "OK")
        : Response.text(503, String.join("\n", troubles));
  }
}
