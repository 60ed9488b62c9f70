package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.DELETE;
import static dev.assay.web.Method.GET;
import static dev.assay.web.Method.PATCH;
import static dev.assay.web.Method.POST;

import dev.assay.core.Failure;
import dev.assay.core.Transactions;
import dev.assay.core.query.Order;
import dev.assay.core.query.Page;
import dev.assay.core.query.parse.Grammar;
import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.ModelVersionActions;
import dev.assay.core.registry.ModelVersionActions.Draft;
import dev.assay.core.registry.ModelVersionField;
import dev.assay.core.registry.ModelVersionField.Attribute;
import dev.assay.core.registry.ModelVersionQuery;
import dev.assay.core.registry.ModelVersions;
import dev.assay.core.registry.Stage;
import dev.assay.web.Response;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;

/** The endpoints of model versions. */
final class ModelVersionEndpoints {
  static final int SEARCH_MAX = 200_000;

  private static final Prompts<ModelVersionField> NAMES =
      new Prompts<>(new ModelVersionNames(), ModelVersionField.Tag::new);
  private static final List<Order<ModelVersionField>> LAST_CHANGED_FIRST =
      List.of(new Order<>(Attribute.UPDATED_AT, true));

  private final Transactions transactions;
  private final ModelVersions versions;
  private final ModelVersionActions actions;
  private final ModelSources sources;
  private final RegistrationNotes notes;

  ModelVersionEndpoints(
      Transactions transactions,
      ModelVersions versions,
      ModelVersionActions actions,
      ModelSources sources,
      RegistrationNotes notes) {
    this.transactions = transactions;
    this.versions = versions;
    this.actions = actions;
    this.sources = sources;
    this.notes = notes;
  }

  void register(Endpoints endpoints) {
    endpoints
        .write(POST, "model-versions/create", this::create)
        .read(GET, "model-versions/get", this::get)
        .write(PATCH, "model-versions/update", this::update)
        .manage(DELETE, "model-versions/delete", this::delete)
        .read(GET, "model-versions/search", this::search)
        .read(GET, "model-versions/get-download-uri", this::downloadUri)
        .manage(POST, "model-versions/transition-stage", this::transition)
        .write(POST, "model-versions/set-tag", this::setTag)
        .write(DELETE, "model-versions/delete-tag", this::deleteTag);
  }

  static Failure notFound(String model, int number) {
    return Failure.notFound("Model Version (name=" + model + ", version=" + number + ") not found");
  }

  private Response create(Call call) {
    Message message = call.message();
    String name = RegistryNames.model(message);
    Map<String, String> tags = RegistryNames.tags(message);
    ModelSources.Resolved source = sources.resolve(message, Prompts.isPrompt(tags));
    Draft draft =
        new Draft(
            name,
            source.source(),
            source.location(),
            source.run(),
            Names.limited(
                "run_link", message.text("run_link", ""), RegistryNames.RUN_LINK_CHARS_MAX),
            source.model(),
            RegistryNames.description(message),
            tags);
    return answer(
        transactions.transact(
            () -> {
              ModelVersion version = actions.create(call.actor(), draft);
              notes.add(call.actor(), version);
              return version;
            }));
  }

  private Response get(Call call) {
    return answer(existing(call.message()));
  }

  private Response update(Call call) {
    Message message = call.message();
    String name = RegistryNames.model(message);
    int number = RegistryNames.version(message);
    return answer(actions.describe(call.actor(), name, number, RegistryNames.description(message)));
  }

  private Response delete(Call call) {
    String name = RegistryNames.model(call.message());
    actions.delete(call.actor(), name, RegistryNames.version(call.message()));
    return Answers.empty();
  }

  private Response search(Call call) {
    Message message = call.message();
    List<String> orderBy = message.texts("order_by");
    ModelVersionQuery query =
        new ModelVersionQuery(
            NAMES.withoutPrompts(Grammar.filter(message.text("filter", ""), NAMES, call.style())),
            orderBy.isEmpty() ? LAST_CHANGED_FIRST : Grammar.order(orderBy, NAMES, call.style()));
    Page<ModelVersion> page = versions.search(query, Paging.page(message, SEARCH_MAX, SEARCH_MAX));
    return Answers.object(
        json -> {
          Answers.list(json, "model_versions", page.items(), RegistryJson::write);
          Paging.next(json, page);
        });
  }

  private Response downloadUri(Call call) {
    String location = existing(call.message()).location();
    return Answers.object(json -> json.writeStringProperty("artifact_uri", location));
  }

  private Response transition(Call call) {
    Message message = call.message();
    String name = RegistryNames.model(message);
    int number = RegistryNames.version(message);
    Stage stage = RegistryJson.stage(message, "stage", message.requiredText("stage"));
    boolean archiveOthers = message.flag("archive_existing_versions");
    if (archiveOthers && (stage == Stage.NONE || stage == Stage.ARCHIVED)) {
      throw message.invalid(
          "archive_existing_versions",
          "true",
          "others can be archived when a version goes to Staging or Production");
    }
    return answer(actions.transition(call.actor(), name, number, stage, archiveOthers));
  }

  private Response setTag(Call call) {
    Message message = call.message();
    String name = RegistryNames.model(message);
    int number = RegistryNames.version(message);
    actions.setTags(call.actor(), name, number, RegistryNames.tag(message));
    return Answers.empty();
  }

  private Response deleteTag(Call call) {
    Message message = call.message();
    String name = RegistryNames.model(message);
    int number = RegistryNames.version(message);
    actions.deleteTag(call.actor(), name, number, message.requiredText("key"));
    return Answers.empty();
  }

  private ModelVersion existing(Message message) {
    String name = RegistryNames.model(message);
    int number = RegistryNames.version(message);
    return versions.find(name, number).orElseThrow(() -> notFound(name, number));
  }

  private static Response answer(ModelVersion version) {
    return Answers.object(json -> write(json, version));
  }

  private static void write(JsonGenerator json, ModelVersion version) {
    Answers.member(json, "model_version", each -> RegistryJson.write(each, version));
  }
}
