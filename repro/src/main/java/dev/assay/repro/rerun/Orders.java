package dev.assay.repro.rerun;

import dev.assay.client.AssayClient;
import dev.assay.core.Failure;
import dev.assay.core.capture.Outcome;
import dev.assay.core.capture.Randomness;
import dev.assay.repro.document.DocumentMapper;
import dev.assay.repro.execute.Order;
import dev.assay.repro.spool.Invocation.Recording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is ordered for a rerun. */
final class Orders {
  /** On the main run of a rerun: the run it repeats. */
  static final String RERUN_OF = "assay.rerunOf";

  /** On the main run of a rerun: what was changed on purpose. */
  static final String VARIATION = "assay.variation";

  private static final String CONTEXT = "MLFLOW_RUN_CONTEXT";

  private Orders() {}

  static Order of(
      Original original, Recipe recipe, Invocation invocation, Label label, AssayClient client) {
    Map<String, String> environment = new TreeMap<>(invocation.environment());
    if (!label.tags().isEmpty()) {
      environment.put(CONTEXT, DocumentMapper.JSON.writeValueAsString(label.tags()));
    }
    Map<String, String> tags = new LinkedHashMap<>(label.tags());
    tags.put(RERUN_OF, original.run().id());
    if (!recipe.variation().isEmpty()) {
      tags.put(VARIATION, String.join("; ", recipe.variation()));
    }
    return new Order(
        invocation.argv(),
        invocation.folder(),
        environment,
        label.project().or(() -> project(original, client)),
        label.name(),
        tags,
        Optional.of(original.execution()),
        recording(recipe),
        label.console());
  }

  /** The project of a command that names none itself. */
  private static Optional<String> project(Original original, AssayClient client) {
    return Optional.of(client.project(original.run().projectId()).path("name").asString(""))
        .filter(name -> !name.isEmpty());
  }

  private static Recording recording(Recipe recipe) {
    Randomness randomness = recipe.capture().randomness();
    Optional<Long> seed = recipe.seed().or(() -> seed(randomness)).map(Orders::number);
    List<String> outputs =
        recipe.capture().outcome().written().stream()
            .filter(Outcome.Output::isKept)
            .map(Outcome.Output::path)
            .toList();
    return new Recording(
        List.of(),
        outputs,
        false,
        Optional.empty(),
        seed,
        randomness.settings().getOrDefault("deterministic", "").equals("1"),
        randomness.settings().containsKey("autolog"),
        false);
  }

  private static Optional<String> seed(Randomness randomness) {
    return randomness.seeds().stream()
        .filter(seed -> seed.origin().equals("assay"))
        .map(Randomness.Seed::value)
        .findFirst();
  }

  private static long number(String seed) {
    try {
      return Long.parseLong(seed);
    } catch (NumberFormatException e) {
      throw Failure.invalid("a seed is a whole number, not '" + seed + "'");
    }
  }
}
