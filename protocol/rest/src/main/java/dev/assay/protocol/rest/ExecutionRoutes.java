package dev.assay.protocol.rest;

import dev.assay.core.Digest;
import dev.assay.core.account.Permission;
import dev.assay.core.capture.Execution;
import dev.assay.core.capture.ExecutionActions;
import dev.assay.core.capture.ExecutionId;
import dev.assay.core.capture.Executions;
import dev.assay.core.query.Page;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.Runs;
import dev.assay.web.BodyLimit;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/** Executions: the list, one of them, what it depended on, and its runs. */
final class ExecutionRoutes {
  static final String ONE = "/api/v1/executions/{execution}";

  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MAX = 1_000;
  private static final int RUNS_DEFAULT = 1_000;
  private static final int RUNS_MAX = 10_000;
  private static final BodyLimit BODY = BodyLimit.ofMebibytes(16);

  private final Executions executions;
  private final Runs runs;
  private final ExecutionActions actions;

  ExecutionRoutes(Executions executions, Runs runs, ExecutionActions actions) {
    this.executions = executions;
    this.runs = runs;
    this.actions = actions;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Method.GET, "/api/v1/executions", Permission.READ, BodyLimit.NONE, this::list),
        Route.of(Method.PUT, ONE, Permission.WRITE, BODY, this::put),
        Route.of(Method.GET, ONE, Permission.READ, BodyLimit.NONE, this::find),
        Route.of(Method.DELETE, ONE, Permission.MANAGE, BodyLimit.NONE, this::remove),
        Route.of(Method.GET, ONE + "/runs", Permission.READ, BodyLimit.NONE, this::runs));
  }

  static ExecutionId id(Request request) {
    return new ExecutionId(request.variable("execution"));
  }

  private Response list(Request request) {
    Optional<ExecutionId> original = request.query().first("rerunOf").map(ExecutionId::new);
    Page<Execution> page =
        original.isPresent()
            ? Page.last(executions.rerunsOf(original.get()))
            : executions.list(Questions.page(request.query(), LIMIT_DEFAULT, LIMIT_MAX));
    return Answers.page(
        "executions",
        page,
        (json, execution) -> {
          json.writeStartObject();
          members(json, execution);
          json.writeEndObject();
        });
  }

  private Response put(Request request) {
    return answer(actions.put(request.actor(), execution(id(request), Body.of(request))));
  }

  private Response find(Request request) {
    ExecutionId id = id(request);
    return answer(executions.find(id).orElseThrow(() -> ExecutionActions.missing(id)));
  }

  private Response remove(Request request) {
    actions.remove(request.actor(), id(request));
    return Response.empty(204);
  }

  private Response runs(Request request) {
    int limit = Questions.count(request.query(), "limit", RUNS_DEFAULT, RUNS_MAX);
    List<Run> found =
        executions.runs(id(request), limit).stream()
            .flatMap(run -> runs.find(run, Projection.FULL).stream())
            .toList();
    return Answers.object(json -> Answers.array(json, "runs", found, RunJson::write));
  }

  private static Execution execution(ExecutionId id, Body body) {
    return new Execution(
        id,
        body.required("command"),
        body.text("user").orElse(""),
        body.text("host").orElse(""),
        body.time("startedAt").orElseThrow(() -> Body.missing("startedAt")),
        body.time("endedAt"),
        body.text("exit"),
        body.text("rerunOf").map(ExecutionId::new),
        body.digest("capture"),
        body.texts("blobs").stream().map(Digest::new).toList());
  }

  private static Response answer(Execution execution) {
    return Answers.object(
        json -> {
          members(json, execution);
          Answers.array(
              json, "blobs", execution.blobs(), (out, digest) -> out.writeString(digest.hex()));
        });
  }

  private static void members(JsonGenerator json, Execution execution) {
    json.writeStringProperty("id", execution.id().value());
    json.writeStringProperty("command", execution.command());
    json.writeStringProperty("user", execution.user());
    json.writeStringProperty("host", execution.host());
    Answers.time(json, "startedAt", execution.startedAt());
    Answers.time(json, "endedAt", execution.endedAt());
    Answers.text(json, "exit", execution.exit());
    Answers.text(json, "rerunOf", execution.rerunOf().map(ExecutionId::value));
    Answers.text(json, "capture", execution.capture().map(Digest::hex));
  }
}
