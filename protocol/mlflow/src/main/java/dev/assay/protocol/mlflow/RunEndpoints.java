package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.GET;
import static dev.assay.web.Method.POST;

import dev.assay.core.Failure;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import dev.assay.core.query.parse.Grammar;
import dev.assay.core.run.NewRun;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunActions;
import dev.assay.core.run.RunChange;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.RunQuery;
import dev.assay.core.run.Runs;
import dev.assay.web.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The endpoints that make, show, change, delete and search runs. */
final class RunEndpoints {
  static final int SEARCH_DEFAULT = 1_000;
  static final int SEARCH_MAX = 50_000;

  private final Runs runs;
  private final RunActions actions;
  private final Locations locations;
  private final RunJson json;

  RunEndpoints(Runs runs, RunActions actions, Locations locations) {
    this.runs = runs;
    this.actions = actions;
    this.locations = locations;
    this.json = new RunJson(locations);
  }

  void register(Endpoints endpoints) {
    endpoints
        .write(POST, "runs/create", this::create)
        .read(GET, "runs/get", this::get)
        .write(POST, "runs/update", this::update)
        .write(POST, "runs/delete", this::delete)
        .write(POST, "runs/restore", this::restore)
        .read(POST, "runs/search", this::search);
  }

  /** The run id of a request; old clients know it as run_uuid. */
  static RunId id(Message message) {
    return id(message, message.requiredText("run_id", "run_uuid"));
  }

  static RunId id(Message message, String text) {
    try {
      return new RunId(text);
    } catch (Failure failure) {
      throw message.invalid("run_id", Names.quoted(text), failure.getMessage());
    }
  }

  private Response create(Call call) {
    Message message = call.message();
    ProjectId project = ExperimentEndpoints.id(message);
    SortedMap<String, String> tags = tags(message);
    NewRun draft =
        new NewRun(
            project,
            name(message, tags),
            message.text("user_id", ""),
            message.wholeNumber("start_time").map(Instant::ofEpochMilli),
            tags);
    RunInfo run = actions.create(call.actor(), draft);
    return Answers.object(
        answer -> Answers.member(answer, "run", each -> json.writeNew(each, run, tags)));
  }

  /**
   * The first tags of a run: as MLflow has it, their keys may hold characters later ones may not.
   */
  private static SortedMap<String, String> tags(Message message) {
    SortedMap<String, String> tags = new TreeMap<>();
    for (Message tag : message.messages("tags")) {
      String key = tag.requiredText("key");
      tags.put(
          Names.limited(tag.path() + "key", key, Names.KEY_CHARS_MAX),
          Names.tagValue(tag.text("value", "")));
    }
    return tags;
  }

  /** The name from its field or its tag, which is taken out of the tags. */
  private static Optional<String> name(Message message, Map<String, String> tags) {
    Optional<String> field = message.text("run_name").filter(name -> !name.isEmpty());
    Optional<String> tag =
        Optional.ofNullable(tags.remove(RunNames.RUN_NAME_TAG)).filter(name -> !name.isEmpty());
    if (field.isPresent() && tag.isPresent() && !field.equals(tag)) {
      throw Failure.invalid(
          "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different"
              + " values (run_name='"
              + field.get()
              + "', mlflow.runName='"
              + tag.get()
              + "').");
    }
    return field.or(() -> tag).map(Names::tagValue);
  }

  private Response get(Call call) {
    RunId id = id(call.message());
    Run run =
        runs.find(id, Projection.FULL)
            .orElseThrow(() -> Failure.notFound("Run with id=" + id + " not found"));
    return Answers.object(answer -> Answers.member(answer, "run", each -> json.write(each, run)));
  }

  private Response update(Call call) {
    Message message = call.message();
    RunId id = id(message);
    RunChange change =
        new RunChange(
            message.choice("status", Choices.RUN_STATUSES),
            message.wholeNumber("end_time").map(Instant::ofEpochMilli),
            message.text("run_name").map(Names::tagValue));
    RunInfo run = actions.update(call.actor(), id, change);
    return Answers.object(
        answer -> Answers.member(answer, "run_info", each -> json.writeInfo(each, run)));
  }

  private Response delete(Call call) {
    actions.delete(call.actor(), id(call.message()));
    return Answers.empty();
  }

  private Response restore(Call call) {
    actions.restore(call.actor(), id(call.message()));
    return Answers.empty();
  }

  private Response search(Call call) {
    Message message = call.message();
    List<ProjectId> projects =
        message.texts("experiment_ids").stream()
            .map(id -> ExperimentEndpoints.id(message, id))
            .distinct()
            .toList();
    RunNames names = new RunNames(projects, locations);
    RunQuery query =
        new RunQuery(
            projects,
            message.choice("run_view_type", Choices.VIEWS).orElse(Visibility.ACTIVE),
            Grammar.filter(message.text("filter", ""), names, call.style()),
            Grammar.order(message.texts("order_by"), names, call.style()));
    PageRequest page = Paging.page(message, SEARCH_DEFAULT, SEARCH_MAX);
    Page<Run> found = runs.search(query, Projection.FULL, page);
    return Answers.object(
        answer -> {
          Answers.list(answer, "runs", found.items(), json::writeListed);
          Paging.next(answer, found);
        });
  }
}
