package dev.assay.repro.lookup;

import dev.assay.client.AssayClient;
import dev.assay.client.AssayException;
import dev.assay.client.ExecutionFacts;
import dev.assay.client.RunFacts;
import dev.assay.core.Failure;
import dev.assay.repro.document.CaptureJson;
import java.util.Optional;

/** Finds runs by what people call them. Every refusal says what to do next. Thread-safe. */
public final class RunLookup {
  private static final String PARENT_TAG = "mlflow.parentRunId";

  private final AssayClient client;

  public RunLookup(AssayClient client) {
    this.client = client;
  }

  /**
   * The run of that id, or of that beginning of one, or the main run of the execution of that id.
   *
   * @throws Failure NOT_FOUND when there is none or it was deleted, CONFLICT when several are meant
   */
  public Found find(String idOrPrefix) {
    RunFacts run =
        run(idOrPrefix).or(() -> ofExecution(idOrPrefix)).orElseThrow(() -> none(idOrPrefix));
    if (run.deletedAt().isPresent()) {
      throw Failure.notFound(
          "run %s was deleted at %s; to have it back: curl -X POST %s/api/v1/runs/%s/restore"
              .formatted(run.id(), run.deletedAt().get(), client.server(), run.id()));
    }
    Optional<ExecutionFacts> execution =
        run.execution().flatMap(id -> client.executions().find(id));
    return new Found(
        run,
        execution,
        execution
            .flatMap(ExecutionFacts::capture)
            .map(digest -> CaptureJson.read(client.blobs().bytes(digest))));
  }

  private Optional<RunFacts> run(String idOrPrefix) {
    try {
      return client.runs().find(client.runs().resolve(idOrPrefix));
    } catch (AssayException e) {
      return switch (e.kind()) {
        case NOT_FOUND, INVALID -> Optional.empty();
        case CONFLICT -> throw Failure.conflict(String.valueOf(e.getMessage()));
        default -> throw e;
      };
    }
  }

  private Optional<RunFacts> ofExecution(String id) {
    if (!id.matches("[0-9a-f]{32}")) {
      return Optional.empty();
    }
    var runs = client.executions().runs(id);
    return runs.stream()
        .filter(run -> !run.tags().containsKey(PARENT_TAG))
        .findFirst()
        .or(() -> runs.stream().findFirst());
  }

  private Failure none(String idOrPrefix) {
    return Failure.notFound(
        "there is no run '"
            + idOrPrefix
            + "' on "
            + client.server()
            + "; 'assay runs' lists those there are, --server or --data names another store");
  }
}
