package dev.assay.cli;

import dev.assay.core.Failure;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.rerun.Site;
import dev.assay.repro.verdict.Tolerances;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every command that reruns has in common. */
final class RerunOptions {
  @Option(
      names = "--tolerance",
      paramLabel = "[KEY=]BOUND",
      description = {
        "how far a metric may lie apart: loss=abs:1e-3, acc=rel:1e-6, both with a comma, exact;",
        "without KEY= for every metric (rel:1e-6); may repeat"
      })
  private List<String> tolerances = List.of();

  @Option(
      names = "--times",
      paramLabel = "N",
      description = "run it N times; three or more show how much the result varies by itself")
  private int times = 1;

  @Option(names = "--dry-run", description = "show the plan and what is missing; run nothing")
  private boolean dryRun;

  @Option(
      names = "--env",
      paramLabel = "WHICH",
      description = "recorded: the packages it ran with (default); current: the present Python")
  private String environment = "recorded";

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description = "where to restore to; removed afterwards (beside the data folder)")
  private @Nullable Path folder;

  @Option(names = "--keep", description = "keep the restored folder")
  private boolean keep;

  Tolerances tolerances() {
    return Tolerances.parse(tolerances);
  }

  int times() {
    if (times < 1 || times > 1000) {
      throw Failure.invalid("--times takes 1 to 1000, not " + times);
    }
    return times;
  }

  boolean isDryRun() {
    return dryRun;
  }

  boolean isInCurrentEnvironment() {
    return switch (environment) {
      case "recorded" -> false;
      case "current" -> true;
      default ->
          throw Failure.invalid("--env takes 'recorded' or 'current', not '" + environment + "'");
    };
  }

  Site site(Path data, ServerLink link) {
    Path place = folder == null ? Site.usualFolder(data) : folder.toAbsolutePath();
    return new Site(data, place, keep, link, Output::tell);
  }
}
