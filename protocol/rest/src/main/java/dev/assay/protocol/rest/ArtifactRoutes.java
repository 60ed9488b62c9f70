package dev.assay.protocol.rest;

import dev.assay.core.Failure;
import dev.assay.core.account.Permission;
import dev.assay.core.artifact.Artifact;
import dev.assay.core.artifact.ArtifactActions;
import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.run.Runs;
import dev.assay.web.BodyLimit;
import dev.assay.web.Download;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** The files of a run: all below a folder, every version of one, and their bytes. */
final class ArtifactRoutes {
  private final Runs runs;
  private final Artifacts artifacts;
  private final ArtifactActions actions;

  ArtifactRoutes(Runs runs, Artifacts artifacts, ArtifactActions actions) {
    this.runs = runs;
    this.artifacts = artifacts;
    this.actions = actions;
  }

  List<Route> routes() {
    return List.of(
        Route.of(
            Method.GET,
            "/api/v1/runs/{run}/artifacts",
            Permission.READ,
            BodyLimit.NONE,
            this::tree),
        Route.of(
            Method.GET,
            "/api/v1/runs/{run}/artifact-versions",
            Permission.READ,
            BodyLimit.NONE,
            this::versions),
        Route.of(
            Method.GET,
            "/api/v1/runs/{run}/files/{path...}",
            Permission.READ,
            BodyLimit.NONE,
            this::file));
  }

  private Response tree(Request request) {
    List<Artifact> files = artifacts.tree(owner(request), path(request));
    return Answers.object(json -> Answers.array(json, "artifacts", files, ArtifactRoutes::write));
  }

  private Response versions(Request request) {
    List<Artifact> versions = artifacts.versions(owner(request), path(request));
    return Answers.object(
        json -> Answers.array(json, "artifacts", versions, ArtifactRoutes::write));
  }

  private Response file(Request request) {
    ArtifactPath path = ArtifactPath.parse(request.variable("path"));
    int version = Questions.count(request.query(), "version", 0, Integer.MAX_VALUE);
    Artifact file =
        version == 0
            ? artifacts.find(owner(request), path).orElseThrow(() -> noFile(path))
            : version(artifacts.versions(owner(request), path), version, path);
    return download(file).respond(request);
  }

  private Download download(Artifact file) {
    return new Download(
        file.path().name(),
        file.blob().sizeBytes(),
        file.blob().digest().hex(),
        file.createdAt(),
        (offset, length) -> actions.open(file, offset, length));
  }

  private ArtifactOwner owner(Request request) {
    return new ArtifactOwner.OfRun(RunRoutes.existing(runs, request).id());
  }

  private static ArtifactPath path(Request request) {
    return ArtifactPath.parse(request.query().first("path").orElse(""));
  }

  private static Artifact version(List<Artifact> versions, int version, ArtifactPath path) {
    return versions.stream()
        .filter(artifact -> artifact.version() == version)
        .findFirst()
        .orElseThrow(
            () -> Failure.notFound("there is no version " + version + " of '" + path + "'"));
  }

  private static Failure noFile(ArtifactPath path) {
    return Failure.notFound("there is no file '" + path + "'");
  }

  private static void write(JsonGenerator json, Artifact artifact) {
    json.writeStartObject();
    json.writeStringProperty("path", artifact.path().toString());
    json.writeNumberProperty("version", artifact.version());
    json.writeNumberProperty("sizeBytes", artifact.blob().sizeBytes());
    json.writeStringProperty("sha256", artifact.blob().digest().hex());
    json.writeStringProperty("md5", artifact.blob().md5Hex());
    Answers.time(json, "createdAt", artifact.createdAt());
    json.writeEndObject();
  }
}
