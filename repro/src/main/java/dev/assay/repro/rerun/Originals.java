package dev.assay.repro.rerun;

import dev.assay.client.AssayClient;
import dev.assay.client.AssayException;
import dev.assay.client.ExecutionFacts;
import dev.assay.client.RunFacts;
import dev.assay.core.Failure;
import dev.assay.core.capture.Capture;
import dev.assay.repro.document.CaptureJson;
import java.util.Comparator;
import java.util.Optional;

/** Finds runs with their captures. Every refusal says what to do next. Thread-safe. */
public final class Originals {
  private final AssayClient client;

  public Originals(AssayClient client) {
    this.client = client;
  }

  /**
   * The run of that id, or of that beginning of one.
   *
   * @throws Failure NOT_FOUND when there is no such run or it was deleted, CONFLICT when several
   *     are meant, INVALID when it was not captured
   */
  public Original find(String idOrPrefix) {
    RunFacts run = run(idOrPrefix);
    if (run.deletedAt().isPresent()) {
      throw Failure.notFound(
          "run %s was deleted at %s; restore it, then try again: curl -X POST %s/api/v1/runs/%s/restore"
              .formatted(run.id(), run.deletedAt().get(), client.server(), run.id()));
    }
    ExecutionFacts execution =
        run.execution()
            .flatMap(id -> client.executions().find(id))
            .orElseThrow(
                () ->
                    Failure.invalid(
                        "run "
                            + run.id()
                            + " has no capture: it was not made under 'assay run', so its source,"
                            + " environment and data are not known; run its command again with:"
                            + " assay run -- COMMAND"));
    return new Original(run, capture(run, execution), execution.user(), execution.host());
  }

  /** The name of the run that the execution began with: that one is named after a rerun. */
  public Optional<String> mainName(Original original) {
    return client.executions().runs(original.execution()).stream()
        .filter(run -> run.deletedAt().isEmpty())
        .min(Comparator.comparing(RunFacts::startedAt))
        .map(RunFacts::name);
  }

  private RunFacts run(String idOrPrefix) {
    try {
      String id = client.runs().resolve(idOrPrefix);
      return client
          .runs()
          .find(id)
          .orElseThrow(() -> Failure.notFound("run " + id + " is not there any more"));
    } catch (AssayException e) {
      throw switch (e.kind()) {
        case NOT_FOUND, INVALID ->
            Failure.notFound(
                "there is no run '"
                    + idOrPrefix
                    + "' on "
                    + client.server()
                    + "; 'assay runs' lists those there are, --server or --data names another store");
        case CONFLICT -> Failure.conflict(String.valueOf(e.getMessage()));
        default -> e;
      };
    }
  }

  private Capture capture(RunFacts run, ExecutionFacts execution) {
    String digest =
        execution
            .capture()
            .orElseThrow(
                () ->
                    Failure.invalid(
                        execution.endedAt().isPresent()
                            ? "the capture of run "
                                + run.id()
                                + " has not arrived; any assay command on the machine it ran on"
                                + " delivers it: assay runs"
                            : "run " + run.id() + " still runs; wait for its end"));
    return CaptureJson.read(client.blobs().bytes(digest));
  }
}
