package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.DELETE;
import static dev.assay.web.Method.GET;
import static dev.assay.web.Method.POST;
import static dev.assay.web.Method.PUT;

import dev.assay.core.Failure;
import dev.assay.core.account.Permission;
import dev.assay.core.artifact.ArtifactActions;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.protocol.mlflow.ArtifactPlaces.Place;
import dev.assay.web.BodyLimit;
import dev.assay.web.Request;
import dev.assay.web.Response;
import java.io.IOException;
import java.util.Optional;

/** The artifact proxy: files by path, below the projects they belong to. */
final class ArtifactProxyEndpoints {
  /** Largest file that is taken, 1 TiB. */
  static final BodyLimit FILE = BodyLimit.ofMebibytes(1024L * 1024L);

  private static final String ROOT = "2.0/mlflow-artifacts/";
  private static final String FILES = ROOT + "artifacts/{path...}";

  private final ArtifactPlaces places;
  private final ArtifactFiles files;
  private final ArtifactActions actions;

  ArtifactProxyEndpoints(ArtifactPlaces places, ArtifactFiles files, ArtifactActions actions) {
    this.places = places;
    this.files = files;
    this.actions = actions;
  }

  void register(Endpoints endpoints) {
    endpoints
        .add(PUT, FILES, Permission.WRITE, FILE, this::put)
        .add(GET, FILES, Permission.READ, BodyLimit.NONE, this::get)
        .add(DELETE, FILES, Permission.WRITE, Endpoints.BODY, this::delete)
        .add(GET, ROOT + "artifacts", Permission.READ, BodyLimit.NONE, this::list);
    for (String step : new String[] {"create", "complete", "abort"}) {
      endpoints.add(
          POST,
          ROOT + "mpu/" + step + "/{path...}",
          Permission.WRITE,
          Endpoints.BODY,
          request -> unsupported("Multipart upload"));
    }
    endpoints.add(
        GET,
        ROOT + "presigned/{path...}",
        Permission.READ,
        BodyLimit.NONE,
        request -> unsupported("Multipart download"));
  }

  /** Clients fall back to plain transfers when they read this. */
  private static Response unsupported(String what) {
    return MlflowErrors.notImplemented(
        what + " is not supported for the current artifact repository");
  }

  private Response put(Request request) throws IOException {
    Place place = existing(path(request));
    return files.upload(request, place.owner(), place.path());
  }

  private Response get(Request request) {
    Place place = existing(path(request));
    return files.download(request, place.owner(), place.path());
  }

  private Response delete(Request request) {
    places
        .find(path(request))
        .ifPresent(place -> actions.remove(request.actor(), place.owner(), place.path()));
    return Answers.empty();
  }

  private Response list(Request request) {
    ArtifactPath folder = PathChecks.folder(request.query().first("path").orElse(""));
    Optional<Place> place = places.find(folder);
    return place.isEmpty()
        ? Answers.empty()
        : Answers.object(files.listing(place.get().owner(), place.get().path(), ""));
  }

  private static ArtifactPath path(Request request) {
    return PathChecks.path(request.variable("path"));
  }

  private Place existing(ArtifactPath path) {
    return places
        .find(path)
        .orElseThrow(() -> Failure.notFound("No such artifact: '" + path + "'"));
  }
}
