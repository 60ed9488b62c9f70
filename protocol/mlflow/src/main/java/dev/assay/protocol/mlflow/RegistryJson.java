package dev.assay.protocol.mlflow;

import dev.assay.core.registry.ModelVersion;
import dev.assay.core.registry.RegisteredModel;
import dev.assay.core.registry.Stage;
import dev.assay.core.run.RunId;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;

/** Registered models and their versions as MLflow's clients read them. */
final class RegistryJson {
  private RegistryJson() {}

  static void write(JsonGenerator json, RegisteredModel model) {
    json.writeStringProperty("name", model.name());
    json.writeNumberProperty("creation_timestamp", model.createdAt().toEpochMilli());
    json.writeNumberProperty("last_updated_timestamp", model.updatedAt().toEpochMilli());
    Answers.text(json, "description", Optional.of(model.description()).filter(d -> !d.isEmpty()));
    Answers.list(json, "latest_versions", model.latest(), RegistryJson::write);
    Answers.pairs(json, "tags", new TreeMap<>(model.tags()));
    Answers.list(
        json,
        "aliases",
        model.aliases().entrySet(),
        (each, alias) -> {
          each.writeStringProperty("alias", alias.getKey());
          each.writeStringProperty("version", alias.getValue().toString());
        });
  }

  static void write(JsonGenerator json, ModelVersion version) {
    json.writeStringProperty("name", version.model());
    json.writeStringProperty("version", Integer.toString(version.number()));
    json.writeNumberProperty("creation_timestamp", version.createdAt().toEpochMilli());
    json.writeNumberProperty("last_updated_timestamp", version.updatedAt().toEpochMilli());
    json.writeStringProperty("current_stage", word(version.stage()));
    json.writeStringProperty("description", version.description());
    json.writeStringProperty("source", version.source());
    json.writeStringProperty("run_id", version.run().map(RunId::value).orElse(""));
    json.writeStringProperty("status", "READY");
    Answers.pairs(json, "tags", new TreeMap<>(version.tags()));
    json.writeStringProperty("run_link", version.runLink());
    if (!version.aliases().isEmpty()) {
      json.writeArrayPropertyStart("aliases");
      version.aliases().forEach(json::writeString);
      json.writeEndArray();
    }
  }

  /** The protocol's word for a stage. */
  static String word(Stage stage) {
    return switch (stage) {
      case NONE -> "None";
      case STAGING -> "Staging";
      case PRODUCTION -> "Production";
      case ARCHIVED -> "Archived";
    };
  }

  /** The stage of a word, in any case. */
  static Stage stage(Message message, String name, String word) {
    return Arrays.stream(Stage.values())
        .filter(stage -> stage.name().equals(word.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                message.invalid(
                    name,
                    Names.quoted(word),
                    "Invalid Model Version stage: "
                        + word
                        + ". Value must be one of None, Staging, Production, Archived."));
  }
}
