package dev.assay.cli;

import dev.assay.client.AssayException;
import dev.assay.core.Failure;
import dev.assay.repro.deliver.ServerBlobs;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.document.DocumentMapper;
import dev.assay.repro.execute.Order;
import dev.assay.repro.rerun.Judge;
import dev.assay.repro.rerun.Label;
import dev.assay.repro.rerun.Original;
import dev.assay.repro.rerun.Originals;
import dev.assay.repro.rerun.Recipe;
import dev.assay.repro.rerun.Rerun;
import dev.assay.repro.rerun.RerunPlan;
import dev.assay.repro.source.SourceRestore;
import dev.assay.repro.verdict.VerdictReport;
import dev.assay.repro.verdict.VerdictText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reruns and says what came of it: the common part of {@code rerun} and {@code verify}. */
final class Reruns {
  /** What a script gates on, beside 0, 3 and 4 of the verdict. */
  static final int NOT_RUN = 5;

  private final RerunOptions options;
  private final boolean json;

  Reruns(RerunOptions options, boolean json) {
    this.options = options;
    this.json = json;
  }

  int run(Path data, ServerLink link, Original original, Recipe recipe)
      throws InterruptedException {
    Rerun rerun = new Rerun(options.site(data, link), original, recipe);
    RerunPlan plan = rerun.plan();
    if (options.isDryRun()) {
      Output.print(json ? plan.json() : plan.text());
      return plan.missing().isEmpty() ? Main.DONE : NOT_RUN;
    }
    plan.text().lines().forEach(Output::tell);
    if (!plan.missing().isEmpty()) {
      return notRun(original, plan.missing().getFirst().what(), plan.missing());
    }
    List<Rerun.Done> done = new ArrayList<>();
    try {
      for (int i = 0; i < options.times(); i++) {
        done.add(rerun.run(label(link, original)));
      }
    } catch (Failure | AssayException e) {
      return notRun(original, String.valueOf(e.getMessage()), List.of());
    }
    return judged(link, original, recipe, done);
  }

  private int judged(ServerLink link, Original original, Recipe recipe, List<Rerun.Done> done) {
    Judge judge = new Judge(link.client(), new SourceRestore(new ServerBlobs(link.client())));
    List<VerdictReport> reports =
        judge.judge(original, done, options.tolerances(), recipe.variation());
    VerdictReport worst = Judge.worst(reports);
    Output.print(json ? worst.json() : VerdictText.of(worst, reports.size()));
    return worst.exitCode();
  }

  private Label label(ServerLink link, Original original) {
    return new Label(
        new Originals(link.client()).mainName(original),
        Optional.empty(),
        Map.of(),
        json ? Order.Console.ON_STANDARD_ERROR : Order.Console.SHOWN);
  }

  private int notRun(Original original, String reason, List<RerunPlan.Missing> missing) {
    if (json) {
      Map<String, Object> document = new LinkedHashMap<>();
      document.put("verdict", "could not be run");
      document.put("reason", reason);
      document.put("original", Map.of("run", original.run().id()));
      document.put("missing", missing);
      document.put("departures", List.of());
      Output.print(
          DocumentMapper.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
    } else if (missing.isEmpty()) {
      Output.tell(reason);
    }
    Output.tell(
        "verdict: could not be run"
            + (missing.isEmpty()
                ? ""
                : "; "
                    + missing.size()
                    + (missing.size() == 1 ? " thing is" : " things are")
                    + " missing, nothing was started"));
    return NOT_RUN;
  }
}
