package dev.assay.protocol.mlflow;

import dev.assay.web.RouteGroup;
import java.util.List;

/** MLflow's REST API, version 3.17, as routes for the web server. */
public final class MlflowProtocol {
  private static final List<String> PREFIXES =
      List.of("/api/2.0", "/api/3.0", "/ajax-api", "/version");

  private MlflowProtocol() {}

  /** All routes of the protocol; paths it does not know are answered in its words too. */
  public static RouteGroup routes(Domain domain) {
    Endpoints endpoints = new Endpoints();
    ServerFacts.register(endpoints);
    new Experiments(domain.ports().projects(), domain.actions().projects()).register(endpoints);
    return new RouteGroup(PREFIXES, MlflowErrors.ERRORS, endpoints.routes());
  }
}
