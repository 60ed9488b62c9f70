package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.GET;

import dev.assay.core.account.Permission;
import dev.assay.web.BodyLimit;
import dev.assay.web.Response;

/** What the server says of itself to clients that ask what it can do. */
final class ServerFacts {
  /** The version of MLflow whose protocol is spoken; clients parse it. */
  static final String MLFLOW_VERSION = "3.17.0";

  private ServerFacts() {}

  static void register(Endpoints endpoints) {
    endpoints
        .addAt(
            GET,
            "/version",
            Permission.PUBLIC,
            BodyLimit.NONE,
            request -> Response.text(200, MLFLOW_VERSION))
        .add(
            GET,
            "3.0/mlflow/server-info",
            Permission.PUBLIC,
            BodyLimit.NONE,
            request -> serverInfo());
  }

  /** Clients that are promised multipart transfers do not fall back, so none are promised. */
  private static Response serverInfo() {
    return Answers.object(
        json -> {
          json.writeStringProperty("store_type", "SqlStore");
          json.writeBooleanProperty("workspaces_enabled", false);
          json.writeBooleanProperty("trace_archival_enabled", false);
          json.writeBooleanProperty("multipart_uploads_enabled", false);
          json.writeBooleanProperty("multipart_downloads_enabled", false);
          json.writeBooleanProperty("presigned_upload_run_id_supported", false);
          json.writeBooleanProperty("presigned_upload_model_id_supported", false);
        });
  }
}
