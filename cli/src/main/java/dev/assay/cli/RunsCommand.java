package dev.assay.cli;

import dev.assay.client.AssayClient;
import dev.assay.repro.deliver.ServerLink;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists runs by any condition and order. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    description = "List runs, newest first.",
    footer = {
      "",
      "For example: assay runs digits --where \"metrics.accuracy > 0.9 AND params.model = 'svc'\" \\",
      "               --sort \"metrics.accuracy DESC\" --metric accuracy --param C"
    })
final class RunsCommand implements Callable<Integer> {
  @Mixin private AnswerOptions server = new AnswerOptions();

  @Parameters(
      paramLabel = "PROJECT",
      arity = "0..*",
      description = "names or ids of projects (all)")
  private List<String> projects = List.of();

  @Option(
      names = {"--where", "--filter"},
      paramLabel = "CONDITION",
      description = "which runs")
  private @Nullable String where;

  @Option(
      names = "--sort",
      paramLabel = "KEY",
      description = "an order such as 'metrics.loss ASC'; may repeat")
  private List<String> sort = List.of();

  @Option(names = "--limit", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
  private int limit = 20;

  @Option(names = "--metric", paramLabel = "KEY", description = "a metric to show; may repeat")
  private List<String> metrics = List.of();

  @Option(names = "--param", paramLabel = "KEY", description = "a param to show; may repeat")
  private List<String> params = List.of();

  @Option(names = "--deleted", description = "list the deleted runs instead")
  private boolean deleted;

  @Override
  public Integer call() {
    ObjectNode question = Questions.search(projects, where, sort, limit);
    if (deleted) {
      question.put("visibility", "deleted");
    }
    try (ServerLink link = server.connect()) {
      AssayClient client = link.client();
      JsonNode page = client.searchRuns(question);
      Output.print(server.json() ? page.toPrettyString() : text(page));
    }
    return Main.DONE;
  }

  private String text(JsonNode page) {
    JsonNode runs = page.path("runs");
    if (runs.isEmpty()) {
      return "No runs match.";
    }
    String more = page.has("next") ? "... and more; raise --limit to see them" : "";
    return RunTable.render(runs, metrics, params) + more;
  }
}
