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
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The best runs of a project by one metric. */
@Command(
    name = "best",
    mixinStandardHelpOptions = true,
    description = "Show the best runs by a metric.")
final class BestCommand implements Callable<Integer> {
  @Mixin private AnswerOptions server = new AnswerOptions();

  @Parameters(paramLabel = "PROJECT", description = "name or id of the project")
  private String project = "";

  @Option(
      names = "--metric",
      required = true,
      paramLabel = "KEY",
      description = "the metric that decides")
  private String metric = "";

  @Option(names = "--lower", description = "less is better (a loss, an error)")
  private boolean lower;

  @Option(names = "--top", paramLabel = "N", description = "how many (${DEFAULT-VALUE})")
  private int top = 5;

  @Option(names = "--where", paramLabel = "CONDITION", description = "among which runs")
  private @Nullable String where;

  @Option(names = "--param", paramLabel = "KEY", description = "a param to show; may repeat")
  private List<String> params = List.of();

  @Override
  public Integer call() {
    String order = "metrics.`" + metric + "` " + (lower ? "ASC" : "DESC");
    ObjectNode question = Questions.search(List.of(project), where, List.of(order), top);
    try (ServerLink link = server.connect()) {
      AssayClient client = link.client();
      ArrayNode ranked = ranked(client.searchRuns(question).path("runs"));
      Output.print(server.json() ? ranked.toPrettyString() : text(ranked));
    }
    return Main.DONE;
  }

  /** Runs without the metric come last in any order; they are not ranked. */
  private ArrayNode ranked(JsonNode runs) {
    ArrayNode ranked = JsonNodeFactory.instance.arrayNode();
    runs.valueStream().filter(run -> run.path("metrics").has(metric)).forEach(ranked::add);
    return ranked;
  }

  private String text(JsonNode runs) {
    return runs.isEmpty()
        ? "No run of '" + project + "' has the metric '" + metric + "'."
        : RunTable.render(runs, List.of(metric), params);
  }
}
