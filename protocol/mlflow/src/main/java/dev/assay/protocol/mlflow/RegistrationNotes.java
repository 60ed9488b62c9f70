package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;
import dev.assay.core.account.Actor;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModelActions;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelVersion;
import dev.assay.web.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * The tag of a logged model that names the versions made of it. Clients write the list back with
 * entries of their own, so it may repeat itself and hold numbers as texts.
 */
record RegistrationNotes(LoggedModels models, LoggedModelActions actions) {
  static final String TAG = "mlflow.modelVersions";

  /** Notes a version at the model it was made of; call it inside the transaction that makes it. */
  void add(Actor actor, ModelVersion version) {
    Optional<LoggedModelId> id = version.loggedModel();
    if (id.isPresent()) {
      Map<String, String> tags = models.find(id.get()).map(LoggedModel::tags).orElse(Map.of());
      ArrayNode all = noted(tags.getOrDefault(TAG, "[]"));
      all.addObject().put("name", version.model()).put("version", version.number());
      actions.setTags(actor, id.get(), Map.of(TAG, all.toString()));
    }
  }

  /** What a tag holds; nothing when a client wrote something else there. */
  private static ArrayNode noted(String tag) {
    try {
      JsonNode kept = Json.tree(tag.getBytes(StandardCharsets.UTF_8));
      return kept instanceof ArrayNode list ? list : Json.object().arrayNode();
    } catch (Failure notJson) {
      return Json.object().arrayNode();
    }
  }
}
