package dev.assay.protocol.rest;

import dev.assay.core.Failure;
import dev.assay.core.Transactions;
import dev.assay.core.account.Actor;
import dev.assay.core.account.Permission;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectActions;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.Projects;
import dev.assay.core.run.LogBatch;
import dev.assay.core.run.NewRun;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunChange;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.Runs;
import dev.assay.core.run.Status;
import dev.assay.web.BodyLimit;
import dev.assay.web.Json;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs as they are made: the start, what is logged, and the end. */
final class RunLogRoutes {
  private static final BodyLimit RUN_BODY = BodyLimit.ofMebibytes(8);
  private static final BodyLimit LOG_BODY = BodyLimit.ofMebibytes(32);

  private final Transactions transactions;
  private final Projects projects;
  private final Runs runs;
  private final ProjectActions projectActions;
  private final RunActions actions;

  RunLogRoutes(RestApi.Stores stores, RestApi.Actions actions) {
    this.transactions = stores.transactions();
    this.projects = stores.projects();
    this.runs = stores.runs();
    this.projectActions = actions.projects();
    this.actions = actions.runs();
  }

  List<Route> routes() {
    return List.of(
        Route.of(Method.POST, "/api/v1/runs", Permission.WRITE, RUN_BODY, this::create),
        Route.of(Method.PATCH, "/api/v1/runs/{run}", Permission.WRITE, RUN_BODY, this::change),
        Route.of(Method.POST, "/api/v1/runs/{run}/log", Permission.WRITE, LOG_BODY, this::log));
  }

  private Response create(Request request) {
    Body body = Body.of(request);
    Map<String, String> tags = LogReader.checked("tags", body.named("tags"));
    Map<String, String> params = LogReader.checked("params", body.named("params"));
    Optional<String> name = body.text("name").map(text -> LogReader.value("name", text));
    Optional<RunId> id = body.text("runId").map(RunId::new);
    RunInfo run =
        transactions.transact(
            () ->
                actions.create(
                    request.actor(),
                    new NewRun(
                        project(request.actor(), body),
                        name,
                        body.text("user").orElse(""),
                        body.time("startedAt"),
                        tags,
                        params,
                        id)));
    return answer(run.id());
  }

  private Response change(Request request) {
    RunId id = new RunId(request.variable("run"));
    Body body = Body.of(request);
    Map<String, String> tags = LogReader.checked("tags", body.named("tags"));
    RunChange change =
        new RunChange(
            body.text("status").map(text -> Questions.constant(Status.class, "status", text)),
            body.time("endedAt"),
            body.text("name").map(text -> LogReader.value("name", text)));
    transactions.transact(
        () -> {
          if (!tags.isEmpty()) {
            actions.log(request.actor(), id, LogBatch.tags(tags));
          }
          return actions.update(request.actor(), id, change);
        });
    return answer(id);
  }

  private Response log(Request request) {
    RunId id = new RunId(request.variable("run"));
    Json.requireContentType(request);
    actions.log(request.actor(), id, LogReader.read(request.bytes()));
    return Response.empty(204);
  }

  private ProjectId project(Actor actor, Body body) {
    if (body.has("projectId") == body.has("project")) {
      throw Failure.invalid("a run needs either 'project', a name, or 'projectId'");
    }
    if (body.has("projectId")) {
      return ProjectId.parse(body.required("projectId"));
    }
    String name = body.required("project");
    return projects
        .findByName(name)
        .or(() -> Optional.of(projectActions.create(actor, name, Optional.empty(), Map.of())))
        .map(Project::id)
        .orElseThrow();
  }

  private Response answer(RunId id) {
    Run run =
        runs.find(id, Projection.FULL).orElseThrow(() -> Failure.notFound("there is no run " + id));
    return Answers.object(json -> RunJson.members(json, run));
  }
}
