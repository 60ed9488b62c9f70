package dev.assay.protocol.rest;

import dev.assay.core.Failure;
import dev.assay.core.account.Permission;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectActions;
import dev.assay.core.project.ProjectField;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.ProjectQuery;
import dev.assay.core.project.Projects;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.web.BodyLimit;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Projects: the list, one project, deletion and its undoing. */
final class ProjectRoutes {
  private static final int LIMIT_DEFAULT = 100;
  private static final int LIMIT_MAX = 10_000;
  private static final List<Order<ProjectField>> NEWEST_FIRST =
      List.of(new Order<>(ProjectField.Attribute.UPDATED_AT, true));

  private final Projects projects;
  private final ProjectActions actions;

  ProjectRoutes(Projects projects, ProjectActions actions) {
    this.projects = projects;
    this.actions = actions;
  }

  List<Route> routes() {
    return List.of(
        Route.of(Method.GET, "/api/v1/projects", Permission.READ, BodyLimit.NONE, this::list),
        Route.of(
            Method.GET,
            "/api/v1/projects/{project}",
            Permission.READ,
            BodyLimit.NONE,
            this::project),
        Route.of(
            Method.DELETE,
            "/api/v1/projects/{project}",
            Permission.WRITE,
            BodyLimit.NONE,
            this::delete),
        Route.of(
            Method.POST,
            "/api/v1/projects/{project}/restore",
            Permission.WRITE,
            BodyLimit.NONE,
            this::restore),
        Route.of(
            Method.POST,
            "/api/v1/projects/{project}/purge",
            Permission.MANAGE,
            BodyLimit.NONE,
            this::purge));
  }

  private Response list(Request request) {
    ProjectQuery query =
        new ProjectQuery(
            Questions.visibility(request.query().first("visibility")),
            Filter.everything(),
            NEWEST_FIRST);
    var page = projects.search(query, Questions.page(request.query(), LIMIT_DEFAULT, LIMIT_MAX));
    return Answers.page("projects", page, ProjectRoutes::write);
  }

  private Response project(Request request) {
    ProjectId id = id(request);
    Project project =
        projects.find(id).orElseThrow(() -> Failure.notFound("there is no project " + id));
    return Answers.object(json -> members(json, project));
  }

  private Response delete(Request request) {
    actions.delete(request.actor(), id(request));
    return Response.empty(204);
  }

  private Response restore(Request request) {
    actions.restore(request.actor(), id(request));
    return Response.empty(204);
  }

  private Response purge(Request request) {
    actions.purge(request.actor(), id(request));
    return Response.empty(204);
  }

  private static ProjectId id(Request request) {
    return ProjectId.parse(request.variable("project"));
  }

  private static void write(JsonGenerator json, Project project) {
    json.writeStartObject();
    members(json, project);
    json.writeEndObject();
  }

  private static void members(JsonGenerator json, Project project) {
    json.writeStringProperty("id", project.id().toString());
    json.writeStringProperty("name", project.name());
    Answers.text(json, "artifactLocation", project.artifactLocation());
    Answers.time(json, "createdAt", project.createdAt());
    Answers.time(json, "updatedAt", project.updatedAt());
    Answers.time(json, "deletedAt", project.deletedAt());
    Answers.texts(json, "tags", project.tags());
  }
}
