package dev.assay.cli;

import dev.assay.core.capture.Capture;
import dev.assay.repro.check.Readiness;
import dev.assay.repro.deliver.Completion;
import dev.assay.repro.deliver.ServerBlobs;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.document.DocumentMapper;
import dev.assay.repro.lookup.Found;
import dev.assay.repro.lookup.RunLookup;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ObjectNode;

/** What a rerun would miss, found without running. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Say what a rerun of a run would miss, with the command that changes it.",
    footer = {"", "Exit code: 0 when nothing is missing, 1 otherwise."})
final class CheckCommand implements Callable<Integer> {
  @Mixin private AnswerOptions server = new AnswerOptions();

  @Parameters(
      paramLabel = "RUN",
      description = "the id of the run, the beginning of one, or the id of an execution")
  private String run = "";

  @Override
  public Integer call() {
    try (ServerLink link = server.connect()) {
      Found found = new RunLookup(link.client()).find(run);
      Capture capture = found.requireCapture();
      List<Readiness.Item> items =
          new Readiness(new ServerBlobs(link.client()), server.data()).check(capture);
      Output.print(
          server.json()
              ? json(found, capture, items).toPrettyString()
              : text(found, capture, items));
      return items.isEmpty() ? Main.DONE : Main.REFUSED;
    }
  }

  private static ObjectNode json(Found found, Capture capture, List<Readiness.Item> items) {
    ObjectNode document = DocumentMapper.JSON.createObjectNode();
    document.put("run", found.run().id());
    document.put("execution", capture.execution());
    document.put("completenessPercent", Completion.percent(capture));
    document.put("isReady", items.isEmpty());
    document.set("parts", DocumentMapper.JSON.valueToTree(capture.parts()));
    document.set("missing", DocumentMapper.JSON.valueToTree(items));
    return document;
  }

  private static String text(Found found, Capture capture, List<Readiness.Item> items) {
    Paragraphs out = new Paragraphs();
    out.line("Run " + found.run().id() + ": " + Completion.percent(capture) + "% complete");
    if (items.isEmpty()) {
      out.line("Nothing is missing. Run it again with: assay rerun " + found.run().id());
      return out.text();
    }
    out.heading(
        items.size() == 1
            ? "A rerun would miss one thing:"
            : "A rerun would miss " + items.size() + " things:");
    for (Readiness.Item item : items) {
      out.item("  %-12s ".formatted(item.part()), item.what());
      out.item(" ".repeat(15) + "-> ", item.remedy());
    }
    return out.text();
  }
}
