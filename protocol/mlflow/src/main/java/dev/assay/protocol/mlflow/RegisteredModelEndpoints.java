package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.DELETE;
import static dev.assay.web.Method.GET;
import static dev.assay.web.Method.PATCH;
import static dev.assay.web.Method.POST;

import dev.assay.core.Failure;
import dev.assay.core.query.Page;
import dev.assay.core.query.parse.Grammar;
import dev.assay.core.query.parse.RegisteredModelVocabulary;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.RegisteredModel;
import dev.assay.core.registry.RegisteredModelField;
import dev.assay.core.registry.RegisteredModelQuery;
import dev.assay.core.registry.RegisteredModels;
import dev.assay.core.registry.RegistryActions;
import dev.assay.core.registry.Stage;
import dev.assay.web.Response;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The endpoints of registered models and their aliases. */
final class RegisteredModelEndpoints {
  static final int SEARCH_DEFAULT = 100;
  static final int SEARCH_MAX = 1_000;

  private static final Prompts<RegisteredModelField> NAMES =
      new Prompts<>(RegisteredModelVocabulary.REGISTERED_MODELS, RegisteredModelField.Tag::new);

  private final RegisteredModels models;
  private final ModelVersions versions;
  private final RegistryActions actions;

  RegisteredModelEndpoints(
      RegisteredModels models, ModelVersions versions, RegistryActions actions) {
    this.models = models;
    this.versions = versions;
    this.actions = actions;
  }

  void register(Endpoints endpoints) {
    endpoints
        .write(POST, "registered-models/create", this::create)
        .read(GET, "registered-models/get", this::get)
        .read(GET, "registered-models/search", this::search)
        .write(PATCH, "registered-models/update", this::update)
        .manage(POST, "registered-models/rename", this::rename)
        .manage(DELETE, "registered-models/delete", this::delete)
        .read(GET, "registered-models/get-latest-versions", this::latest)
        .read(POST, "registered-models/get-latest-versions", this::latest)
        .manage(POST, "registered-models/alias", this::setAlias)
        .read(GET, "registered-models/alias", this::getByAlias)
        .manage(DELETE, "registered-models/alias", this::deleteAlias)
        .write(POST, "registered-models/set-tag", this::setTag)
        .write(DELETE, "registered-models/delete-tag", this::deleteTag);
  }

  private Response create(Call call) {
    Message message = call.message();
    String name = RegistryNames.model(message);
    return answer(
        actions.create(
            call.actor(), name, RegistryNames.description(message), RegistryNames.tags(message)));
  }

  private Response get(Call call) {
    return answer(existing(RegistryNames.model(call.message())));
  }

  private Response search(Call call) {
    Message message = call.message();
    RegisteredModelQuery query =
        new RegisteredModelQuery(
            NAMES.withoutPrompts(Grammar.filter(message.text("filter", ""), NAMES, call.style())),
            Grammar.order(message.texts("order_by"), NAMES, call.style()));
    Page<RegisteredModel> page =
        models.search(query, Paging.page(message, SEARCH_DEFAULT, SEARCH_MAX));
    return Answers.object(
        json -> {
          Answers.list(json, "registered_models", page.items(), RegistryJson::write);
          Paging.next(json, page);
        });
  }

  private Response update(Call call) {
    Message message = call.message();
    String name = RegistryNames.model(message);
    return answer(actions.describe(call.actor(), name, RegistryNames.description(message)));
  }

  private Response rename(Call call) {
    String name = RegistryNames.model(call.message());
    return answer(actions.rename(call.actor(), name, call.message().requiredText("new_name")));
  }

  private Response delete(Call call) {
    actions.delete(call.actor(), RegistryNames.model(call.message()));
    return Answers.empty();
  }

  private Response latest(Call call) {
    Message message = call.message();
    RegisteredModel model = existing(RegistryNames.model(message));
    List<String> words = message.texts("stages");
    Set<Stage> stages =
        words.stream()
            .map(word -> RegistryJson.stage(message, "stages", word))
            .collect(Collectors.toSet());
    List<ModelVersion> latest =
        model.latest().stream()
            .filter(version -> words.isEmpty() || stages.contains(version.stage()))
            .toList();
    return Answers.object(
        json -> Answers.list(json, "model_versions", latest, RegistryJson::write));
  }

  private Response setAlias(Call call) {
    Message message = call.message();
    String name = RegistryNames.model(message);
    String alias = RegistryNames.newAlias(message);
    actions.setAlias(call.actor(), name, alias, RegistryNames.version(message));
    return Answers.empty();
  }

  private Response getByAlias(Call call) {
    RegisteredModel model = existing(RegistryNames.model(call.message()));
    String alias = call.message().requiredText("alias");
    ModelVersion version = version(model, alias);
    return Answers.object(
        json -> Answers.member(json, "model_version", each -> RegistryJson.write(each, version)));
  }

  private Response deleteAlias(Call call) {
    String name = RegistryNames.model(call.message());
    actions.deleteAlias(call.actor(), name, call.message().requiredText("alias"));
    return Answers.empty();
  }

  private Response setTag(Call call) {
    String name = RegistryNames.model(call.message());
    actions.setTags(call.actor(), name, RegistryNames.tag(call.message()));
    return Answers.empty();
  }

  private Response deleteTag(Call call) {
    String name = RegistryNames.model(call.message());
    actions.deleteTag(call.actor(), name, call.message().requiredText("key"));
    return Answers.empty();
  }

  private RegisteredModel existing(String name) {
    return models
        .find(name)
        .orElseThrow(() -> Failure.notFound("Registered Model with name=" + name + " not found"));
  }

  /** The version an alias points to; {@code latest} is the greatest number. */
  private ModelVersion version(RegisteredModel model, String alias) {
    if (alias.equalsIgnoreCase("latest")) {
      if (model.latest().isEmpty()) {
        throw Failure.notFound("Registered Model with name=" + model.name() + " has no versions");
      }
      return model.latest().getLast();
    }
    Integer number = model.aliases().get(alias);
    if (number == null) {
      throw Failure.invalid("Registered model alias " + alias + " not found.");
    }
    return versions
        .find(model.name(), number)
        .orElseThrow(() -> ModelVersionEndpoints.notFound(model.name(), number));
  }

  private static Response answer(RegisteredModel model) {
    return Answers.object(
        json -> Answers.member(json, "registered_model", each -> RegistryJson.write(each, model)));
  }
}
