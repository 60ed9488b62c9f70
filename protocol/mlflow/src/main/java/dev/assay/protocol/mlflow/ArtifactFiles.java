package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;
import dev.assay.core.artifact.Artifact;
import dev.assay.core.artifact.ArtifactActions;
import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.artifact.Artifacts;
import dev.assay.core.artifact.Listing;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunId;
import dev.assay.web.Download;
import dev.assay.web.Request;
import dev.assay.web.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;

/** Files and folders of requests and answers: uploads, downloads and listings. */
record ArtifactFiles(Artifacts artifacts, ArtifactActions actions, RunActions runs) {
  /** Stores the body of a request; an upload shows that the client of a run is alive. */
  Response upload(Request request, ArtifactOwner owner, ArtifactPath path) throws IOException {
    noteClient(request, owner);
    try (InputStream content = request.body()) {
      actions.put(request.actor(), owner, path, content);
    }
    noteClient(request, owner);
    return Response.empty(200);
  }

  private void noteClient(Request request, ArtifactOwner owner) {
    if (owner instanceof ArtifactOwner.OfRun(RunId run)) {
      runs.heard(request.actor(), run);
    }
  }

  /** The newest version of a file, whole or the ranges the request asks for. */
  Response download(Request request, ArtifactOwner owner, ArtifactPath path) {
    Artifact artifact = artifacts.find(owner, path).orElseThrow(() -> absent(owner, path));
    Download download =
        new Download(
            path.name(),
            artifact.blob().sizeBytes(),
            artifact.blob().digest().hex(),
            artifact.createdAt(),
            (offset, length) -> actions.open(artifact, offset, length));
    return download.respond(request);
  }

  /**
   * The children of a folder as members of an answer.
   *
   * @param prefix what stands before each name
   */
  Consumer<JsonGenerator> listing(ArtifactOwner owner, ArtifactPath folder, String prefix) {
    List<Listing> children = artifacts.list(owner, folder);
    return json ->
        Answers.list(json, "files", children, (each, child) -> write(each, child, prefix));
  }

  private Failure absent(ArtifactOwner owner, ArtifactPath path) {
    boolean isFolder = path.isRoot() || !artifacts.list(owner, path).isEmpty();
    return isFolder
        ? Failure.invalid("'" + path + "' is a folder; name a file in it")
        : Failure.notFound("No such artifact: '" + path + "'");
  }

  private static void write(JsonGenerator json, Listing child, String prefix) {
    json.writeStringProperty("path", prefix + child.name());
    switch (child) {
      case Listing.Folder folder -> json.writeBooleanProperty("is_dir", true);
      case Listing.File(String name, Artifact artifact) -> {
        json.writeBooleanProperty("is_dir", false);
        json.writeNumberProperty("file_size", artifact.blob().sizeBytes());
      }
    }
  }
}
