package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;

/** The run a request names, under its name or the older one beside it. For one thread. */
final class RunIdFields {
  private @Nullable String runId;
  private @Nullable String runIdName;
  private @Nullable String runUuid;

  /** Takes the value if the name is that of a run's id. */
  boolean read(JsonParser json, String name) {
    switch (name) {
      case "run_id", "runId" -> {
        if (runIdName != null && !runIdName.equals(name)) {
          throw Failure.invalid("The request holds 'run_id' and 'runId', which are one field");
        }
        runIdName = name;
        runId = Tokens.text(json, "run_id");
      }
      case "run_uuid", "runUuid" -> runUuid = Tokens.text(json, "run_uuid");
      default -> {
        return false;
      }
    }
    return true;
  }

  String id() {
    String id = runId == null || runId.isEmpty() ? runUuid : runId;
    if (id == null || id.isEmpty()) {
      throw Message.missing("run_id", Optional.empty());
    }
    return id;
  }
}
