package dev.assay.cli;

import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.rerun.Original;
import dev.assay.repro.rerun.Originals;
import dev.assay.repro.rerun.Recipe;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A rerun whose exit code is the point. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Run a run again and tell by the exit code whether the result was reproduced.",
    footer = {
      "",
      "For example, in a CI job:",
      "  assay verify 3f2a --tolerance accuracy=abs:0.002 --json > verdict.json",
      "",
      "Exit codes: 0 the same, or within tolerance or noise; 3 different; 4 not comparable;",
      "5 could not be run; 1 a mistake in the command."
    })
final class VerifyCommand implements Callable<Integer> {
  @Mixin private AnswerOptions server = new AnswerOptions();
  @Mixin private RerunOptions options = new RerunOptions();

  @Parameters(paramLabel = "RUN", description = "the id of the run, or its first characters")
  private String run = "";

  @Override
  public Integer call() throws InterruptedException {
    try (ServerLink link = server.connect()) {
      Original original = new Originals(link.client()).find(run);
      boolean isVariation = options.isInCurrentEnvironment();
      Recipe recipe =
          new Recipe(
              original.capture(),
              Map.of(),
              Map.of(),
              Optional.empty(),
              isVariation,
              Optional.empty(),
              isVariation ? List.of("the present environment") : List.of());
      return new Reruns(options, server.json()).run(server.data(), link, original, recipe);
    }
  }
}
