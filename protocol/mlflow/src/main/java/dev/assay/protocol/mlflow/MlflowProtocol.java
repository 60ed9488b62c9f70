package dev.assay.protocol.mlflow;

import dev.assay.web.RouteGroup;
import java.util.List;
import java.util.Map;

/** MLflow's REST API, version 3.17, as routes for the web server. */
public final class MlflowProtocol {
  private static final List<String> PREFIXES =
      List.of(
          "/api/2.0",
          "/api/3.0",
          "/ajax-api",
          "/version",
          "/get-artifact",
          "/model-versions/get-artifact");

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
    registerModels(endpoints, domain, locations);
    registerArtifacts(endpoints, domain, locations);
    new WebhookEndpoints(ports.webhooks(), actions.webhooks(), domain.webhookSender())
        .register(endpoints);
    return new RouteGroup(PREFIXES, MlflowErrors.ERRORS, endpoints.routes());
  }

  /** Whether a registered model or version of these tags is a prompt. */
  public static boolean isPrompt(Map<String, String> tags) {
    return Prompts.isPrompt(tags);
  }

  private static void registerModels(Endpoints endpoints, Domain domain, Locations locations) {
    Domain.Ports ports = domain.ports();
    Domain.Actions actions = domain.actions();
    ModelSources sources =
        new ModelSources(
            ports.runs(),
            ports.loggedModels(),
            ports.registeredModels(),
            ports.modelVersions(),
            locations);
    RegistrationNotes notes = new RegistrationNotes(ports.loggedModels(), actions.loggedModels());
    new LoggedModelEndpoints(ports.loggedModels(), actions.loggedModels(), locations)
        .register(endpoints);
    new RegisteredModelEndpoints(
            ports.registeredModels(), ports.modelVersions(), actions.registry())
        .register(endpoints);
    new ModelVersionEndpoints(
            domain.transactions(), ports.modelVersions(), actions.modelVersions(), sources, notes)
        .register(endpoints);
  }

  private static void registerArtifacts(Endpoints endpoints, Domain domain, Locations locations) {
    Domain.Ports ports = domain.ports();
    ArtifactPlaces places =
        new ArtifactPlaces(ports.projects(), ports.runs(), ports.loggedModels());
    ArtifactFiles files =
        new ArtifactFiles(ports.artifacts(), domain.actions().artifacts(), domain.actions().runs());
    new ArtifactProxyEndpoints(places, files, domain.actions().artifacts()).register(endpoints);
    new ArtifactEndpoints(domain, places, files, locations).register(endpoints);
  }
}
