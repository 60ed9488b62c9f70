package dev.assay.repro.execute;

import dev.assay.core.capture.ExecutionId;
import dev.assay.repro.document.DocumentMapper;
import dev.assay.repro.spool.Invocation;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The variables a command gets so that it is recorded, and those that order asks for. */
final class CommandEnvironment {
  private static final String TRACKING_URI = "MLFLOW_TRACKING_URI";
  private static final String RUN_CONTEXT = "MLFLOW_RUN_CONTEXT";
  private static final String SEARCH_PATH = "PYTHONPATH";
  private static final long HASH_SEED_COUNT = 1L << 32;

  private CommandEnvironment() {}

  /**
   * What is set over the variables the command would have had.
   *
   * @param server where runs are logged, unless the user has named a place
   */
  static Map<String, String> additions(
      Order order, ExecutionId id, Path hookSpool, HookFiles files, URI server) {
    Map<String, String> before = order.environment();
    Map<String, String> added = new LinkedHashMap<>();
    added.put(SEARCH_PATH, searchPath(before, files));
    added.put("ASSAY_SPOOL", hookSpool.toString());
    added.put("ASSAY_EXECUTION", id.value());
    added.put(RUN_CONTEXT, context(before.get(RUN_CONTEXT), id));
    if (foreignTracking(before, server).isEmpty()) {
      added.put(TRACKING_URI, server.toString());
    }
    order
        .project()
        .filter(name -> !before.containsKey("MLFLOW_EXPERIMENT_NAME"))
        .ifPresent(name -> added.put("MLFLOW_EXPERIMENT_NAME", name));
    added.putAll(wishes(order.recording()));
    return added;
  }

  /** The tracking server the user has named; empty when it is none or this one. */
  static Optional<String> foreignTracking(Map<String, String> environment, URI server) {
    return Optional.ofNullable(environment.get(TRACKING_URI))
        .filter(text -> !text.isBlank() && !same(text, server));
  }

  private static Map<String, String> wishes(Invocation.Recording recording) {
    Map<String, String> wishes = new LinkedHashMap<>();
    recording
        .seed()
        .ifPresent(
            seed -> {
              wishes.put("ASSAY_SEED", Long.toString(seed));
              wishes.put("PYTHONHASHSEED", Long.toString(Math.floorMod(seed, HASH_SEED_COUNT)));
            });
    if (recording.isDeterministic()) {
      wishes.put("ASSAY_DETERMINISTIC", "1");
      wishes.put("CUBLAS_WORKSPACE_CONFIG", ":4096:8");
      wishes.put("TF_DETERMINISTIC_OPS", "1");
    }
    if (recording.isAutologged()) {
      wishes.put("ASSAY_AUTOLOG", "1");
    }
    return wishes;
  }

  private static String searchPath(Map<String, String> environment, HookFiles files) {
    String before = environment.getOrDefault(SEARCH_PATH, "");
    return before.isEmpty() ? files.hook().toString() : files.hook() + File.pathSeparator + before;
  }

  /** The client copies every member into the tags of each run it makes; those of others stay. */
  private static String context(@Nullable String before, ExecutionId id) {
    ObjectNode tags = DocumentMapper.JSON.createObjectNode();
    if (before != null) {
      try {
        JsonNode given = DocumentMapper.JSON.readTree(before);
        given.propertyStream().forEach(tag -> tags.set(tag.getKey(), tag.getValue()));
      } catch (JacksonException e) {
        tags.removeAll(); // not what the client could read either
      }
    }
    return tags.put(ExecutionId.RUN_TAG, id.value()).toString();
  }

  private static boolean same(String text, URI server) {
    return text.replaceFirst("/+$", "").equals(server.toString().replaceFirst("/+$", ""));
  }
}
