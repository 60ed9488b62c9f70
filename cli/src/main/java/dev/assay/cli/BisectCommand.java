package dev.assay.cli;

import dev.assay.core.Failure;
import dev.assay.repro.bisect.BisectReport;
import dev.assay.repro.bisect.BisectText;
import dev.assay.repro.bisect.Bisection;
import dev.assay.repro.bisect.Limits;
import dev.assay.repro.deliver.ServerLink;
import dev.assay.repro.rerun.Originals;
import dev.assay.repro.rerun.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Finds out which difference of two runs changed a metric, by running mixtures of the two. */
@Command(
    name = "bisect",
    mixinStandardHelpOptions = true,
    description = {
      "Find out which difference of two runs changed a metric: run mixtures of the two until the",
      "smallest set is left that does it. Stopped and started again, it goes on where it was."
    },
    footer = {
      "",
      "For example:",
      "  assay bisect 3f2a 9c01 --metric accuracy",
      "  assay bisect 3f2a 9c01 --metric loss --max-trials 20 --max-time 2h",
      "",
      "Exit codes: 0 the cause is found; 3 it is not; 5 a run could not be repeated;",
      "1 a mistake in the command."
    })
final class BisectCommand implements Callable<Integer> {
  private static final int NOT_FOUND = 3;
  private static final Pattern TIME = Pattern.compile("(\\d+)([smhd]?)");

  @Mixin private AnswerOptions server = new AnswerOptions();

  @Parameters(index = "0", paramLabel = "A", description = "the run as it was, say a good one")
  private String a = "";

  @Parameters(index = "1", paramLabel = "B", description = "the run as it became")
  private String b = "";

  @Option(names = "--metric", required = true, paramLabel = "KEY", description = "what changed")
  private String metric = "";

  @Option(
      names = "--max-trials",
      paramLabel = "N",
      description = "how many runs at most, repeats of A and B among them (${DEFAULT-VALUE})")
  private int trials = Limits.DEFAULT.trials();

  @Option(
      names = "--max-time",
      paramLabel = "TIME",
      description = "begin no trial after this: 90s, 30m, 2h (${DEFAULT-VALUE})")
  private String time = "24h";

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description = "how often A and B are repeated first, to tell noise (${DEFAULT-VALUE})")
  private int repeats = Limits.DEFAULT.repeats();

  @Option(names = "--folder", paramLabel = "FOLDER", description = "where trials are restored to")
  private @Nullable Path folder;

  @Override
  public Integer call() {
    try (ServerLink link = server.connect()) {
      Originals originals = new Originals(link.client());
      Path data = server.data();
      Path place = folder == null ? Site.usualFolder(data) : folder.toAbsolutePath();
      Site site = new Site(data, place, false, link, Output::tell);
      Bisection bisection =
          new Bisection(site, originals.find(a), originals.find(b), metric, limits());
      BisectReport report;
      try {
        report = bisection.run();
      } catch (Failure e) {
        if (e.kind() != Failure.Kind.UNAVAILABLE) {
          throw e;
        }
        Output.tell(e.getMessage());
        return Reruns.NOT_RUN;
      }
      Output.print(server.json() ? report.json() : BisectText.of(report));
      return report.outcome().equals("found") ? Main.DONE : NOT_FOUND;
    }
  }

  private Limits limits() {
    if (trials < 1 || repeats < 0) {
      throw Failure.invalid("--max-trials takes 1 or more, --repeats 0 or more");
    }
    return new Limits(trials, duration(time), repeats);
  }

  private static Duration duration(String text) {
    Matcher matcher = TIME.matcher(text);
    if (!matcher.matches()) {
      throw Failure.invalid("--max-time reads 90s, 30m, 2h or 1d, not '" + text + "'");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      default -> Duration.ofSeconds(amount);
    };
  }
}
