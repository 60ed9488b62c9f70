package dev.assay.protocol.mlflow;

import dev.assay.core.query.Visibility;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.run.Status;
import java.util.Map;

/** The protocol's enums, by name and by number, and what they are in the domain. */
final class Choices {
  static final Map<String, Visibility> VIEWS =
      Map.of(
          "ACTIVE_ONLY", Visibility.ACTIVE,
          "1", Visibility.ACTIVE,
          "DELETED_ONLY", Visibility.DELETED,
          "2", Visibility.DELETED,
          "ALL", Visibility.ALL,
          "3", Visibility.ALL);

  static final Map<String, Status> RUN_STATUSES =
      Map.of(
          "RUNNING", Status.RUNNING,
          "1", Status.RUNNING,
          "SCHEDULED", Status.SCHEDULED,
          "2", Status.SCHEDULED,
          "FINISHED", Status.FINISHED,
          "3", Status.FINISHED,
          "FAILED", Status.FAILED,
          "4", Status.FAILED,
          "KILLED", Status.INTERRUPTED,
          "5", Status.INTERRUPTED);

  static final Map<String, LoggedModel.Status> MODEL_STATUSES =
      Map.of(
          "LOGGED_MODEL_PENDING", LoggedModel.Status.PENDING,
          "1", LoggedModel.Status.PENDING,
          "LOGGED_MODEL_READY", LoggedModel.Status.READY,
          "2", LoggedModel.Status.READY,
          "LOGGED_MODEL_UPLOAD_FAILED", LoggedModel.Status.UPLOAD_FAILED,
          "3", LoggedModel.Status.UPLOAD_FAILED);

  private Choices() {}

  /** The protocol's word for the status of a logged model. */
  static String name(LoggedModel.Status status) {
    return "LOGGED_MODEL_" + status.name();
  }

  /** The protocol's word for a status. */
  static String name(Status status) {
    return switch (status) {
      case SCHEDULED, RUNNING, FINISHED, FAILED -> status.name();
      case INTERRUPTED -> "KILLED";
    };
  }
}
