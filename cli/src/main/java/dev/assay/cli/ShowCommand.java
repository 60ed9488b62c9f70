package dev.assay.cli;

import dev.assay.client.AssayClient;
import dev.assay.repro.deliver.ServerLink;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One run with its params, metrics, tags, inputs and files. */
@Command(name = "show", mixinStandardHelpOptions = true, description = "Show one run.")
final class ShowCommand implements Callable<Integer> {
  @Mixin private AnswerOptions server = new AnswerOptions();

  @Parameters(paramLabel = "RUN", description = "the id of the run")
  private String run = "";

  @Override
  public Integer call() {
    try (ServerLink link = server.connect()) {
      AssayClient client = link.client();
      ObjectNode shown = (ObjectNode) client.run(run);
      shown.set("metrics", client.metrics(run).path("metrics"));
      shown.set("artifacts", client.artifacts(run, "").path("artifacts"));
      Output.print(server.json() ? shown.toPrettyString() : text(shown));
    }
    return Main.DONE;
  }

  private static String text(JsonNode run) {
    StringBuilder out = new StringBuilder();
    out.append("Run ").append(run.path("id").asString()).append('\n');
    for (String fact :
        List.of("name", "projectId", "status", "user", "startedAt", "endedAt", "deletedAt")) {
      if (run.has(fact)) {
        out.append("  %-10s %s%n".formatted(fact, Table.shown(run.path(fact).asString())));
      }
    }
    pairs(out, "Params", run.path("params"));
    metrics(out, run.path("metrics"));
    inputs(out, run.path("datasets"));
    files(out, run.path("artifacts"));
    pairs(out, "Tags", run.path("tags"));
    return out.toString();
  }

  private static void pairs(StringBuilder out, String heading, JsonNode pairs) {
    if (pairs.isEmpty()) {
      return;
    }
    Table table = new Table(List.of("KEY", "VALUE"));
    pairs
        .propertyStream()
        .forEach(pair -> table.add(List.of(pair.getKey(), pair.getValue().asString())));
    section(out, heading, table);
  }

  private static void metrics(StringBuilder out, JsonNode metrics) {
    if (metrics.isEmpty()) {
      return;
    }
    Table table =
        new Table(List.of("KEY", "LAST", "AT STEP", "MIN", "AT STEP", "MAX", "AT STEP", "POINTS"));
    for (JsonNode metric : metrics) {
      table.add(
          List.of(
              metric.path("key").asString(),
              RunTable.number(metric.path("last")),
              metric.path("lastStep").asString(),
              RunTable.number(metric.path("min")),
              metric.path("minStep").asString(),
              RunTable.number(metric.path("max")),
              metric.path("maxStep").asString(),
              metric.path("count").asString()));
    }
    section(out, "Metrics", table);
  }

  private static void inputs(StringBuilder out, JsonNode datasets) {
    if (datasets.isEmpty()) {
      return;
    }
    Table table = new Table(List.of("DATASET", "DIGEST", "CONTEXT"));
    datasets.forEach(
        input ->
            table.add(
                List.of(
                    input.path("name").asString(),
                    input.path("digest").asString(),
                    input.path("context").asString("-"))));
    section(out, "Inputs", table);
  }

  private static void files(StringBuilder out, JsonNode files) {
    if (files.isEmpty()) {
      return;
    }
    Table table = new Table(List.of("FILE", "BYTES", "VERSION", "SHA-256"));
    files.forEach(
        file ->
            table.add(
                List.of(
                    file.path("path").asString(),
                    file.path("sizeBytes").asString(),
                    file.path("version").asString(),
                    file.path("sha256").asString().substring(0, 12))));
    section(out, "Files", table);
  }

  private static void section(StringBuilder out, String heading, Table table) {
    out.append('\n').append(heading).append('\n');
    table.render().lines().forEach(line -> out.append("  ").append(line).append('\n'));
  }
}
