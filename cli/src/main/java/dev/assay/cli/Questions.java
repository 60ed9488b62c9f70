package dev.assay.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Questions to the server as its API wants them. */
final class Questions {
  private static final JsonMapper JSON = new JsonMapper();

  private Questions() {}

  static ObjectNode search(
      List<String> projects, @Nullable String where, List<String> sort, int limit) {
    ObjectNode question = JSON.createObjectNode().put("limit", limit);
    if (!projects.isEmpty()) {
      projects.forEach(question.putArray("projects")::add);
    }
    if (where != null) {
      question.put("filter", where);
    }
    sort.forEach(question.withArray("order")::add);
    return question;
  }
}
