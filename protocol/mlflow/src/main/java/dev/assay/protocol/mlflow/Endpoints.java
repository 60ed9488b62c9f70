package dev.assay.protocol.mlflow;

import dev.assay.core.account.Permission;
import dev.assay.web.BodyLimit;
import dev.assay.web.Handler;
import dev.assay.web.Json;
import dev.assay.web.Method;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.util.ArrayList;
import java.util.List;

/** Collects endpoints as routes under the prefixes MLflow's clients and pages use. */
final class Endpoints {
  /** Largest body of an endpoint, where it needs no other limit. */
  static final BodyLimit BODY = BodyLimit.ofMebibytes(16);

  private static final List<String> ROOTS = List.of("/api/", "/ajax-api/");

  private final List<Route> routes = new ArrayList<>();

  /** Answers one call. */
  @FunctionalInterface
  interface Endpoint {
    Response answer(Call call);
  }

  /** A call of version 2.0; a read, or a change for anybody who may write. */
  Endpoints read(Method method, String path, Endpoint endpoint) {
    return add(method, "2.0/mlflow/" + path, Permission.READ, BODY, decoded(method, endpoint));
  }

  Endpoints write(Method method, String path, Endpoint endpoint) {
    return add(method, "2.0/mlflow/" + path, Permission.WRITE, BODY, decoded(method, endpoint));
  }

  /** A change to what others rely on. */
  Endpoints manage(Method method, String path, Endpoint endpoint) {
    return add(method, "2.0/mlflow/" + path, Permission.MANAGE, BODY, decoded(method, endpoint));
  }

  /** An endpoint with its own version, limit or decoding. */
  Endpoints add(
      Method method, String path, Permission permission, BodyLimit limit, Handler handler) {
    for (String root : ROOTS) {
      routes.add(Route.of(method, root + path, permission, limit, handler));
    }
    return this;
  }

  /** A route outside the tree of calls. */
  Endpoints addAt(
      Method method, String path, Permission permission, BodyLimit limit, Handler handler) {
    routes.add(Route.of(method, path, permission, limit, handler));
    return this;
  }

  List<Route> routes() {
    return List.copyOf(routes);
  }

  /** Decodes the request; a POST must say that it sends JSON, which no foreign page can. */
  static Handler decoded(Method method, Endpoint endpoint) {
    return request -> {
      if (method == Method.POST) {
        Json.requireContentType(request);
      }
      return endpoint.answer(Call.of(request));
    };
  }
}
