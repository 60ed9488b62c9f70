package dev.assay.cli;

import dev.assay.client.AssayClient;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.lookup.Found;
import dev.assay.repro.lookup.RunLookup;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** One run with its params, metrics, files and the capture of its command. */
@Command(
    name = "show",
    mixinStandardHelpOptions = true,
    description = "Show one run and all that was recorded of its command.",
    footer = {"", "docs/capture.md describes the document that --json prints."})
final class ShowCommand implements Callable<Integer> {
  @Mixin private AnswerOptions server = new AnswerOptions();

  @Parameters(
      paramLabel = "RUN",
      description = "the id of the run, the beginning of one, or the id of an execution")
  private String run = "";

  @Option(names = "--metrics", description = "with every point of every metric")
  private boolean metrics;

  @Option(names = "--console", description = "with what the command printed")
  private boolean console;

  @Override
  public Integer call() {
    try (ServerLink link = server.connect()) {
      AssayClient client = link.client();
      Found found = new RunLookup(client).find(run);
      ObjectNode shown = (ObjectNode) client.run(found.run().id());
      shown.set("metrics", client.metrics(found.run().id()).path("metrics"));
      shown.set("artifacts", client.artifacts(found.run().id(), "").path("artifacts"));
      CaptureDocument document = new CaptureDocument(client, found);
      document.addTo(shown);
      if (metrics) {
        document.addPoints(shown);
      }
      if (console) {
        document.addConsole(shown);
      }
      Output.print(server.json() ? shown.toPrettyString() : RunText.of(shown, found));
    }
    return Main.DONE;
  }
}
