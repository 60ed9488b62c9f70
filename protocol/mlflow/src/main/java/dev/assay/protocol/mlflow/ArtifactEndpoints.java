package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.GET;
import static dev.assay.web.Method.POST;

import dev.assay.core.Failure;
import dev.assay.core.account.Permission;
import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.Runs;
import dev.assay.protocol.mlflow.ArtifactPlaces.Place;
import dev.assay.web.BodyLimit;
import dev.assay.web.Request;
import dev.assay.web.Response;
import java.io.IOException;
import java.util.Optional;

/** Files of runs, logged models and model versions, by the id of what they belong to. */
final class ArtifactEndpoints {
  /** Largest file that a web page uploads in one piece. */
  static final BodyLimit SMALL_FILE = BodyLimit.ofMebibytes(10);

  private final Runs runs;
  private final LoggedModels models;
  private final ModelVersions versions;
  private final ArtifactPlaces places;
  private final ArtifactFiles files;
  private final Locations locations;

  ArtifactEndpoints(
      Domain domain, ArtifactPlaces places, ArtifactFiles files, Locations locations) {
    this.runs = domain.ports().runs();
    this.models = domain.ports().loggedModels();
    this.versions = domain.ports().modelVersions();
    this.places = places;
    this.files = files;
    this.locations = locations;
  }

  void register(Endpoints endpoints) {
    endpoints
        .read(GET, "artifacts/list", this::listOfRun)
        .read(GET, "logged-models/{model}/artifacts/directories", this::listOfModel)
        .read(GET, "logged-models/{model}/artifacts/files", this::fileOfModel)
        .addAt(GET, "/get-artifact", Permission.READ, BodyLimit.NONE, this::fileOfRun)
        .addAt(
            GET,
            "/model-versions/get-artifact",
            Permission.READ,
            BodyLimit.NONE,
            this::fileOfVersion)
        .add(POST, "2.0/mlflow/upload-artifact", Permission.WRITE, SMALL_FILE, this::upload)
        .write(POST, "artifacts/presigned-upload-url", call -> noPresignedUrl())
        .read(POST, "artifacts/presigned-download-url", call -> noPresignedUrl());
  }

  private Response listOfRun(Call call) {
    RunInfo run = existing(RunEndpoints.id(call.message()));
    return list(
        new ArtifactOwner.OfRun(run.id()),
        call.message().text("path", ""),
        locations.ofRun(run.projectId(), run.id()));
  }

  private Response listOfModel(Call call) {
    LoggedModel model = LoggedModelEndpoints.existing(models, call);
    return list(
        new ArtifactOwner.OfModel(model.id()),
        call.message().text("artifact_directory_path", ""),
        locations.ofModel(model.projectId(), model.id()));
  }

  private Response list(ArtifactOwner owner, String text, String root) {
    ArtifactPath folder = PathChecks.folder(text);
    String prefix = folder.isRoot() ? "" : folder + "/";
    var listing = files.listing(owner, folder, prefix);
    return Answers.object(
        json -> {
          json.writeStringProperty("root_uri", root);
          listing.accept(json);
        });
  }

  private Response fileOfRun(Request request) {
    Message message = Message.of(request);
    RunInfo run = existing(RunEndpoints.id(message));
    return files.download(
        request, new ArtifactOwner.OfRun(run.id()), PathChecks.path(message.requiredText("path")));
  }

  private Response fileOfModel(Call call) {
    LoggedModel model = LoggedModelEndpoints.existing(models, call);
    return files.download(
        call.request(),
        new ArtifactOwner.OfModel(model.id()),
        PathChecks.path(call.message().requiredText("artifact_file_path")));
  }

  private Response fileOfVersion(Request request) {
    Message message = Message.of(request);
    String name = RegistryNames.model(message);
    int number = RegistryNames.version(message);
    ModelVersion version =
        versions.find(name, number).orElseThrow(() -> ModelVersionEndpoints.notFound(name, number));
    ArtifactPath below = PathChecks.path(message.requiredText("path"));
    Optional<Place> root = places.at(version.location());
    if (root.isEmpty()) {
      throw Failure.invalid(
          "The files of this version are not kept by this server but at " + version.location());
    }
    ArtifactPath path = root.get().path();
    for (String segment : below.segments()) {
      path = path.resolve(segment);
    }
    return files.download(request, root.get().owner(), path);
  }

  private Response upload(Request request) throws IOException {
    Message query = Message.ofQuery(request.query());
    RunInfo run = existing(RunEndpoints.id(query));
    ArtifactPath path = PathChecks.path(query.requiredText("path"));
    if (request.contentLength().orElse(1) == 0) {
      throw Failure.invalid("The request holds no file: its body is empty");
    }
    return files.upload(request, new ArtifactOwner.OfRun(run.id()), path);
  }

  private static Response noPresignedUrl() {
    throw Failure.invalid(
        "Presigned URLs are not supported for artifacts that this server keeps itself; use the"
            + " artifact proxy");
  }

  private RunInfo existing(RunId id) {
    return runs.info(id).orElseThrow(() -> Failure.notFound("Run with id=" + id + " not found"));
  }
}
