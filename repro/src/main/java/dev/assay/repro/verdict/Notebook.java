package dev.assay.repro.verdict;

import dev.assay.repro.document.DocumentMapper;
import java.io.IOException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Jupyter notebooks (nbformat 4). */
final class Notebook {
  private Notebook() {}

  static byte[] withoutCounts(byte[] content) throws IOException {
    try {
      JsonNode notebook = DocumentMapper.JSON.readTree(content);
      for (JsonNode cell : notebook.path("cells")) {
        strip(cell, "id", "execution_count");
        strip(cell.path("metadata"), "execution", "ExecuteTime");
        cell.path("outputs").forEach(output -> strip(output, "execution_count"));
      }
      return DocumentMapper.JSON.writeValueAsBytes(notebook);
    } catch (JacksonException e) {
      throw new IOException("not a notebook", e);
    }
  }

  private static void strip(JsonNode node, String... members) {
    if (node instanceof ObjectNode object) {
      for (String member : members) {
        object.remove(member);
      }
    }
  }
}
