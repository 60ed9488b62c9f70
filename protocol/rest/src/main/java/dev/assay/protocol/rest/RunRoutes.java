package dev.assay.protocol.rest;

import dev.assay.core.Failure;
import dev.assay.core.account.Permission;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Cursor;
import dev.assay.core.query.PageRequest;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Projection.Keys;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.RunQuery;
import dev.assay.core.run.Runs;
import dev.assay.web.BodyLimit;
import dev.assay.web.Json;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Runs: search, one run, deletion and its undoing. */
final class RunRoutes {
  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MAX = 10_000;
  private static final int PREFIX_LENGTH_MIN = 4;
  private static final int PREFIXED_DEFAULT = 10;
  private static final int PROJECTS_MAX = 10_000;
  private static final BodyLimit SEARCH_BODY = BodyLimit.ofMebibytes(1);

  private final Runs runs;
  private final RunActions actions;
  private final ProjectScope scope;

  RunRoutes(Runs runs, RunActions actions, ProjectScope scope) {
    this.runs = runs;
    this.actions = actions;
    this.scope = scope;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Method.GET, "/api/v1/runs", Permission.READ, BodyLimit.NONE, this::starting),
        Route.of(Method.POST, "/api/v1/runs/search", Permission.READ, SEARCH_BODY, this::search),
        Route.of(Method.GET, "/api/v1/runs/{run}", Permission.READ, BodyLimit.NONE, this::run),
        Route.of(
            Method.DELETE, "/api/v1/runs/{run}", Permission.WRITE, BodyLimit.NONE, this::delete),
        Route.of(
            Method.POST,
            "/api/v1/runs/{run}/restore",
            Permission.WRITE,
            BodyLimit.NONE,
            this::restore),
        Route.of(
            Method.POST,
            "/api/v1/runs/{run}/purge",
            Permission.MANAGE,
            BodyLimit.NONE,
            this::purge));
  }

  /** The run a path names, deleted or not. */
  static RunInfo existing(Runs runs, Request request) {
    RunId id = new RunId(request.variable("run"));
    return runs.info(id).orElseThrow(() -> Failure.notFound("there is no run " + id));
  }

  private Response search(Request request) {
    Json.requireContentType(request);
    JsonNode body = Json.tree(request.bytes());
    RunQuery query =
        new RunQuery(
            projects(body),
            Questions.visibility(text(body, "visibility")),
            RunText.filter(text(body, "filter").orElse("")),
            RunText.order(texts(body.path("order"), "order")));
    PageRequest page = new PageRequest(limit(body), text(body, "after").map(Cursor::new));
    Projection projection =
        new Projection(keys(body, "metrics"), keys(body, "params"), keys(body, "tags"), true, true);
    return Answers.page("runs", runs.search(query, projection, page), RunJson::write);
  }

  /** The runs a shortened id may mean. */
  private Response starting(Request request) {
    String prefix = Questions.required(request.query(), "prefix");
    if (prefix.length() < PREFIX_LENGTH_MIN || !RunId.isValid(prefix)) {
      throw Failure.invalid(
          "'prefix' is '%s'; the first %d or more characters of a run's id are needed"
              .formatted(prefix, PREFIX_LENGTH_MIN));
    }
    int limit = Questions.count(request.query(), "limit", PREFIXED_DEFAULT, LIMIT_MAX);
    List<RunInfo> found = runs.startingWith(prefix, limit);
    return Answers.object(json -> Answers.array(json, "runs", found, RunJson::write));
  }

  private Response run(Request request) {
    RunId id = new RunId(request.variable("run"));
    Run run =
        runs.find(id, Projection.FULL).orElseThrow(() -> Failure.notFound("there is no run " + id));
    return Answers.object(json -> RunJson.members(json, run));
  }

  private Response delete(Request request) {
    actions.delete(request.actor(), new RunId(request.variable("run")));
    return Response.empty(204);
  }

  private Response restore(Request request) {
    actions.restore(request.actor(), new RunId(request.variable("run")));
    return Response.empty(204);
  }

  private Response purge(Request request) {
    actions.purge(request.actor(), new RunId(request.variable("run")));
    return Response.empty(204);
  }

  private List<ProjectId> projects(JsonNode body) {
    JsonNode ids = body.path("projects");
    if (ids.isMissingNode()) {
      return scope.all(PROJECTS_MAX);
    }
    return texts(ids, "projects").stream().map(scope::named).toList();
  }

  private static int limit(JsonNode body) {
    JsonNode limit = body.path("limit");
    if (limit.isMissingNode()) {
      return LIMIT_DEFAULT;
    }
    if (!limit.isIntegralNumber() || limit.asLong(0) < 1 || limit.asLong(0) > LIMIT_MAX) {
      throw Failure.invalid("'limit' is " + limit + "; it may be 1 to " + LIMIT_MAX);
    }
    return limit.asInt();
  }

  private static Keys keys(JsonNode body, String name) {
    JsonNode keys = body.path("columns").path(name);
    if (keys.isMissingNode()) {
      return body.has("columns") ? Keys.NONE : Keys.ALL;
    }
    Set<String> wanted = texts(keys, "columns." + name).stream().collect(Collectors.toSet());
    return new Keys.Only(wanted);
  }

  private static Optional<String> text(JsonNode body, String name) {
    JsonNode node = body.path(name);
    if (node.isMissingNode() || node.isNull()) {
      return Optional.empty();
    }
    if (!node.isString()) {
      throw Failure.invalid("'" + name + "' is " + node + "; a text is needed");
    }
    return Optional.of(node.stringValue());
  }

  private static List<String> texts(JsonNode node, String name) {
    if (node.isMissingNode()) {
      return List.of();
    }
    if (!node.isArray()
        || !StreamSupport.stream(node.spliterator(), false).allMatch(JsonNode::isString)) {
      throw Failure.invalid("'" + name + "' is " + node + "; a list of texts is needed");
    }
    return StreamSupport.stream(node.spliterator(), false).map(JsonNode::stringValue).toList();
  }
}
