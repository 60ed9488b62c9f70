package dev.assay.cli;

import dev.assay.core.Failure;
import dev.assay.repro.deliver.ServerBlobs;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.explain.Explanation;
import dev.assay.repro.explain.ExplanationPage;
import dev.assay.repro.explain.ExplanationText;
import dev.assay.repro.rerun.Explaining;
import dev.assay.repro.rerun.Originals;
import dev.assay.repro.source.SourceRestore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What differs between two runs, ordered by how likely it changed the result. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = {
      "Say how two runs differ: parameters, source, data, packages, seeds, machine; the most",
      "likely cause first, with the reason. Nothing is run; 'assay bisect' finds out which it is."
    },
    footer = {
      "",
      "For example:",
      "  assay explain 3f2a 9c01",
      "  assay explain 3f2a 9c01 --html why.html"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private AnswerOptions server = new AnswerOptions();

  @Parameters(index = "0", paramLabel = "A", description = "a run")
  private String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "another run")
  private String b = "";

  @Option(names = "--html", paramLabel = "FILE", description = "write a page to look at")
  private @Nullable Path page;

  @Override
  public Integer call() {
    try (ServerLink link = server.connect()) {
      Originals originals = new Originals(link.client());
      Explanation explanation =
          new Explaining(link.client(), new SourceRestore(new ServerBlobs(link.client())))
              .explain(originals.find(a), originals.find(b));
      Path target = page;
      if (target != null) {
        write(target, ExplanationPage.of(explanation));
      }
      Output.print(server.json() ? explanation.json() : ExplanationText.of(explanation));
    }
    return Main.DONE;
  }

  private static void write(Path target, String text) {
    try {
      Files.writeString(target, text);
    } catch (IOException e) {
      throw Failure.unavailable(
          "'" + target + "' cannot be written: " + e.getMessage() + "; name another file", e);
    }
  }
}
