package dev.assay.protocol.rest;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.account.Permission;
import dev.assay.core.artifact.BlobRef;
import dev.assay.core.artifact.Blobs;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.web.BodyLimit;
import dev.assay.web.Download;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.time.Instant;
import java.util.List;

/**
 * Bytes by their digest: what captures refer to. Those that nothing refers to go after a while,
 * counted from when they were last put or asked for.
 */
final class BlobRoutes {
  private static final String BLOB = "/api/v1/blobs/{sha256}";

  /** Largest content that is taken, 1 TiB. */
  private static final BodyLimit CONTENT = BodyLimit.ofMebibytes(1024L * 1024L);

  private final Blobs blobs;
  private final ExecutionActions actions;

  BlobRoutes(Blobs blobs, ExecutionActions actions) {
    this.blobs = blobs;
    this.actions = actions;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Method.PUT, BLOB, Permission.WRITE, CONTENT, this::put),
        Route.of(Method.GET, BLOB, Permission.READ, BodyLimit.NONE, this::get));
  }

  private Response put(Request request) {
    BlobRef stored = actions.putBlob(digest(request), request.body());
    return Answers.object(
        json -> {
          json.writeStringProperty("sha256", stored.digest().hex());
          json.writeNumberProperty("sizeBytes", stored.sizeBytes());
        });
  }

  private Response get(Request request) {
    Digest digest = digest(request);
    long sizeBytes =
        blobs
            .renew(digest)
            .orElseThrow(() -> Failure.notFound("there is no content with digest " + digest));
    return new Download(
            digest.hex(),
            sizeBytes,
            digest.hex(),
            Instant.EPOCH, // what a digest names never changes
            (offset, length) -> blobs.open(digest, offset, length))
        .respond(request);
  }

  private static Digest digest(Request request) {
    return new Digest(request.variable("sha256"));
  }
}
