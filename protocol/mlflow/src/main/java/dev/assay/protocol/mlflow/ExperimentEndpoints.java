package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.GET;
import static dev.assay.web.Method.POST;

import dev.assay.core.Failure;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectActions;
import dev.assay.core.project.ProjectField;
import dev.assay.core.project.ProjectField.Attribute;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.ProjectQuery;
import dev.assay.core.project.Projects;
import dev.assay.core.query.Order;
import dev.assay.core.query.Page;
import dev.assay.core.query.Visibility;
import dev.assay.core.query.parse.Grammar;
import dev.assay.core.query.parse.ProjectVocabulary;
import dev.assay.web.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** The endpoints of experiments, which are projects here. */
final class ExperimentEndpoints {
  static final int SEARCH_MAX = 50_000;
  static final int TAG_VALUE_CHARS_MAX = 20_000;

  /** Without an order of the client's: the newest first. */
  private static final List<Order<ProjectField>> NEWEST_FIRST =
      List.of(new Order<>(Attribute.CREATED_AT, true), new Order<>(Attribute.ID, false));

  private final Projects projects;
  private final ProjectActions actions;

  ExperimentEndpoints(Projects projects, ProjectActions actions) {
    this.projects = projects;
    this.actions = actions;
  }

  void register(Endpoints endpoints) {
    endpoints
        .write(POST, "experiments/create", this::create)
        .read(GET, "experiments/get", this::get)
        .read(GET, "experiments/get-by-name", this::getByName)
        .read(GET, "experiments/search", this::search)
        .read(POST, "experiments/search", this::search)
        .write(POST, "experiments/delete", this::delete)
        .write(POST, "experiments/restore", this::restore)
        .write(POST, "experiments/update", this::update)
        .write(POST, "experiments/set-experiment-tag", this::setTag)
        .write(POST, "experiments/delete-experiment-tag", this::deleteTag);
  }

  /** The experiment id of a request. */
  static ProjectId id(Message message) {
    return id(message, message.requiredText("experiment_id"));
  }

  static ProjectId id(Message message, String text) {
    try {
      return ProjectId.parse(text);
    } catch (Failure failure) {
      throw message.invalid("experiment_id", Names.quoted(text), failure.getMessage());
    }
  }

  private Response create(Call call) {
    Message message = call.message();
    String name =
        Names.limited("name", message.requiredText("name"), ProjectActions.NAME_LENGTH_MAX);
    Optional<String> location = ArtifactLocation.checked(message.text("artifact_location", ""));
    Map<String, String> tags = new HashMap<>();
    for (Message tag : message.messages("tags")) {
      tags.put(tagKey(tag), tagValue(tag));
    }
    Project project = actions.create(call.actor(), name, location, tags);
    return Answers.object(
        json -> json.writeStringProperty("experiment_id", project.id().toString()));
  }

  private Response get(Call call) {
    ProjectId id = id(call.message());
    return answer(
        projects
            .find(id)
            .orElseThrow(() -> Failure.notFound("No Experiment with id=" + id + " exists")));
  }

  private Response getByName(Call call) {
    String name = call.message().requiredText("experiment_name");
    return answer(
        projects
            .findByName(name)
            .orElseThrow(
                () -> Failure.notFound("Could not find experiment with name '" + name + "'")));
  }

  private Response search(Call call) {
    Message message = call.message();
    List<String> orderBy = message.texts("order_by");
    ProjectQuery query =
        new ProjectQuery(
            message.choice("view_type", Choices.VIEWS).orElse(Visibility.ACTIVE),
            Grammar.filter(message.text("filter", ""), ProjectVocabulary.PROJECTS, call.style()),
            orderBy.isEmpty()
                ? NEWEST_FIRST
                : Grammar.order(orderBy, ProjectVocabulary.PROJECTS, call.style()));
    Page<Project> page = projects.search(query, Paging.page(message, 0, SEARCH_MAX));
    return Answers.object(
        json -> {
          Answers.list(json, "experiments", page.items(), ExperimentEndpoints::write);
          Paging.next(json, page);
        });
  }

  private Response delete(Call call) {
    actions.delete(call.actor(), id(call.message()));
    return Answers.empty();
  }

  private Response restore(Call call) {
    actions.restore(call.actor(), id(call.message()));
    return Answers.empty();
  }

  private Response update(Call call) {
    Message message = call.message();
    ProjectId id = id(message);
    String name =
        Names.limited("new_name", message.requiredText("new_name"), ProjectActions.NAME_LENGTH_MAX);
    actions.rename(call.actor(), id, name);
    return Answers.empty();
  }

  private Response setTag(Call call) {
    Message message = call.message();
    ProjectId id = id(message);
    actions.setTags(call.actor(), id, Map.of(tagKey(message), tagValue(message)));
    return Answers.empty();
  }

  private Response deleteTag(Call call) {
    ProjectId id = id(call.message());
    actions.deleteTag(call.actor(), id, call.message().requiredText("key"));
    return Answers.empty();
  }

  private static String tagKey(Message tag) {
    return Names.key(tag.path() + "key", tag.requiredText("key"));
  }

  private static String tagValue(Message tag) {
    return Names.limited(tag.path() + "value", tag.text("value", ""), TAG_VALUE_CHARS_MAX);
  }

  private static Response answer(Project project) {
    return Answers.object(json -> Answers.member(json, "experiment", each -> write(each, project)));
  }

  private static void write(JsonGenerator json, Project project) {
    json.writeStringProperty("experiment_id", project.id().toString());
    json.writeStringProperty("name", project.name());
    json.writeStringProperty("artifact_location", Locations.of(project));
    json.writeStringProperty("lifecycle_stage", project.isDeleted() ? "deleted" : "active");
    json.writeNumberProperty("creation_time", project.createdAt().toEpochMilli());
    json.writeNumberProperty("last_update_time", project.updatedAt().toEpochMilli());
    Answers.pairs(json, "tags", new TreeMap<>(project.tags()));
    json.writeStringProperty("workspace", "default");
  }
}
