package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.DELETE;
import static dev.assay.web.Method.GET;
import static dev.assay.web.Method.PATCH;
import static dev.assay.web.Method.POST;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModel.Status;
import dev.assay.core.registry.LoggedModelActions;
import dev.assay.core.registry.LoggedModelActions.Draft;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.run.RunId;
import dev.assay.web.Response;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The endpoints of logged models. */
final class LoggedModelEndpoints {
  static final int SEARCH_DEFAULT = 50;
  static final int NAME_CHARS_MAX = 500;
  static final int TYPE_CHARS_MAX = 500;

  private static final Pattern BAD_NAME = Pattern.compile("[/:.%\"']");

  private final LoggedModels models;
  private final LoggedModelActions actions;
  private final LoggedModelSearch search;
  private final LoggedModelJson json;

  LoggedModelEndpoints(LoggedModels models, LoggedModelActions actions, Locations locations) {
    this.models = models;
    this.actions = actions;
    this.search = new LoggedModelSearch(locations);
    this.json = new LoggedModelJson(locations);
  }

  void register(Endpoints endpoints) {
    endpoints
        .write(POST, "logged-models", this::create)
        .read(POST, "logged-models/search", this::search)
        .read(GET, "logged-models/{model}", this::get)
        .write(PATCH, "logged-models/{model}", this::finish)
        .write(DELETE, "logged-models/{model}", this::delete)
        .write(PATCH, "logged-models/{model}/tags", this::setTags)
        .write(DELETE, "logged-models/{model}/tags/{key...}", this::deleteTag)
        .write(POST, "logged-models/{model}/params", this::addParams);
  }

  /** The model of an id as a client sent it, deleted or not. */
  static LoggedModel existing(LoggedModels models, String id) {
    return Optional.of(id)
        .filter(LoggedModelId::isValid)
        .map(LoggedModelId::new)
        .flatMap(models::find)
        .orElseThrow(() -> Failure.notFound("Logged model with ID '" + id + "' not found."));
  }

  /** The model in the path of a request, deleted or not. */
  static LoggedModel existing(LoggedModels models, Call call) {
    return existing(models, call.request().variable("model"));
  }

  private Response create(Call call) {
    Message message = call.message();
    Draft draft =
        new Draft(
            ExperimentEndpoints.id(message),
            name(message),
            Names.limited("model_type", message.text("model_type", ""), TYPE_CHARS_MAX),
            message
                .text("source_run_id")
                .filter(text -> !text.isEmpty())
                .map(text -> run(message, text)),
            params(message),
            tags(message));
    return answer(actions.create(call.actor(), draft));
  }

  private Response get(Call call) {
    LoggedModel model = existing(models, call);
    if (model.deletedAt().isPresent() && !call.message().flag("allow_deleted")) {
      throw Failure.notFound("Logged model with ID '" + model.id() + "' not found.");
    }
    return answer(model);
  }

  private Response finish(Call call) {
    LoggedModelId id = existing(models, call).id();
    Status status =
        call.message()
            .choice("status", Choices.MODEL_STATUSES)
            .orElseThrow(() -> call.message().missing("status"));
    return answer(actions.finish(call.actor(), id, status));
  }

  private Response delete(Call call) {
    actions.delete(call.actor(), existing(models, call).id());
    return Answers.empty();
  }

  private Response setTags(Call call) {
    LoggedModelId id = existing(models, call).id();
    actions.setTags(call.actor(), id, tags(call.message()));
    return answer(existing(models, call));
  }

  private Response deleteTag(Call call) {
    LoggedModelId id = existing(models, call).id();
    actions.deleteTag(call.actor(), id, call.request().variable("key"));
    return Answers.empty();
  }

  private Response addParams(Call call) {
    LoggedModelId id = existing(models, call).id();
    actions.addParams(call.actor(), id, params(call.message()));
    return Answers.empty();
  }

  private Response search(Call call) {
    Message message = call.message();
    Page<LoggedModel> page =
        models.search(
            search.query(message, call.style()),
            Paging.page(message, SEARCH_DEFAULT, PageRequest.LIMIT_MAX));
    return Answers.object(
        answer -> {
          Answers.list(answer, "models", page.items(), json::write);
          Paging.next(answer, page);
        });
  }

  private Response answer(LoggedModel model) {
    return Answers.object(
        answer -> Answers.member(answer, "model", each -> json.write(each, model)));
  }

  private static String name(Message message) {
    String name = Names.limited("name", message.text("name", ""), NAME_CHARS_MAX);
    if (BAD_NAME.matcher(name).find()) {
      throw message.invalid(
          "name",
          Names.quoted(name),
          "Invalid model name: it may hold none of / : . % \" ' and must not be empty");
    }
    return name;
  }

  private static RunId run(Message message, String text) {
    try {
      return new RunId(text);
    } catch (Failure failure) {
      throw message.invalid("source_run_id", Names.quoted(text), failure.getMessage());
    }
  }

  private static Map<String, String> params(Message message) {
    Map<String, String> params = new HashMap<>();
    for (Message param : message.messages("params")) {
      String key = Names.key(param.path() + "key", param.requiredText("key"));
      if (params.put(key, Names.paramValue(param.text("value", ""))) != null) {
        throw Failure.invalid("Duplicate parameter keys have been submitted: '" + key + "'");
      }
    }
    return params;
  }

  private static Map<String, String> tags(Message message) {
    Map<String, String> tags = new HashMap<>();
    for (Message tag : message.messages("tags")) {
      String key = Names.key(tag.path() + "key", tag.requiredText("key"));
      tags.put(key, Names.tagValue(tag.text("value", "")));
    }
    return tags;
  }
}
