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
    Domain.Ports ports = domain.ports();
    Domain.Actions actions = domain.actions();
    Locations locations = new Locations(ports.projects());
    ServerFacts.register(endpoints);
    new ExperimentEndpoints(ports.projects(), actions.projects()).register(endpoints);
    new RunEndpoints(ports.runs(), actions.runs(), locations).register(endpoints);
    new LoggingEndpoints(domain.transactions(), ports.loggedModels(), actions.runs())
        .register(endpoints);
    new LegacyModelEndpoint(domain.transactions(), ports.runs(), actions.runs())
        .register(endpoints);
    new MetricEndpoints(ports.metrics()).register(endpoints);
    new LinkEndpoints(ports.datasets(), actions.links()).register(endpoints);
    return new RouteGroup(PREFIXES, MlflowErrors.ERRORS, endpoints.routes());
  }
}
