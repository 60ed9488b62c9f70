package dev.assay.repro.bisect;

import dev.assay.client.AssayClient;
import dev.assay.client.AssayException;
import dev.assay.core.Failure;
import dev.assay.repro.execute.Order;
import dev.assay.repro.rerun.Explaining;
import dev.assay.repro.rerun.Label;
import dev.assay.repro.rerun.Original;
import dev.assay.repro.rerun.Originals;
import dev.assay.repro.rerun.Recipe;
import dev.assay.repro.rerun.RecordingReader;
import dev.assay.repro.rerun.Rerun;
import dev.assay.repro.rerun.Site;
import dev.assay.repro.source.SourceRestore;
import dev.assay.repro.verdict.Recording;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Runs mixtures and reads the metric off. Every trial is a run with a tag that names its mixture,
 * so that no mixture is ever run twice, also by a later bisection. Used by one thread.
 */
final class Trials {
  /** On every run of a trial: whose mixture it is. */
  static final String BISECT = "assay.bisect";

  /** On every run of a trial: which mixture. */
  static final String MIXTURE = "assay.mixture";

  private static final int EARLIER_MAX = 100;

  private final Site site;
  private final AssayClient client;
  private final RecordingReader reader;
  private final Explaining explaining;
  private final String pair;
  private final String metric;
  private final Limits limits;
  private final long start = System.nanoTime();
  private final List<BisectReport.Trial> done = new ArrayList<>();
  private int run;
  private double seconds;

  Trials(Site site, SourceRestore sources, String pair, String metric, Limits limits) {
    this.site = site;
    this.client = site.link().client();
    this.reader = new RecordingReader(client);
    this.explaining = new Explaining(client, sources);
    this.pair = pair;
    this.metric = metric;
    this.limits = limits;
  }

  /** What was tried, in order. */
  List<BisectReport.Trial> done() {
    return List.copyOf(done);
  }

  boolean mayGoOn() {
    return run < limits.trials() && elapsed().compareTo(limits.time()) < 0;
  }

  Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - start);
  }

  /** How long a trial takes, as far as one can tell. */
  double secondsPerTrial() {
    return run == 0 ? 0 : seconds / run;
  }

  int run() {
    return run;
  }

  /**
   * The metric of a recipe: of the run that answers the one of the original.
   *
   * @return empty when the trial failed, or did not log the metric
   */
  OptionalDouble value(Original original, Recipe recipe, String key, List<String> text) {
    Optional<String> before = earlier(key);
    if (before.isPresent()) {
      OptionalDouble value = valueOf(original, before.get());
      note(text, value, before.get(), 0, true);
      return value;
    }
    long began = System.nanoTime();
    String id = "";
    OptionalDouble value = OptionalDouble.empty();
    try {
      Label label =
          new Label(
              Optional.of("trial " + (done.size() + 1)),
              Optional.of("bisect trials"),
              Map.of(BISECT, pair, MIXTURE, key),
              Order.Console.HIDDEN);
      Site quiet =
          new Site(site.data(), site.folder(), site.keepsFolders(), site.link(), line -> {});
      Rerun.Done ended = new Rerun(quiet, original, recipe).run(label);
      id = ended.run();
      value = ended.exitCode() == 0 ? valueOf(original, id) : OptionalDouble.empty();
      if (ended.exitCode() != 0) {
        site.tell().accept("the trial ended with exit code " + ended.exitCode());
      }
    } catch (Failure | AssayException e) {
      site.tell().accept("the trial could not be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Failure.unavailable("interrupted; the same command goes on from here", e);
    }
    double took = (System.nanoTime() - began) / 1e9;
    run++;
    seconds += took;
    note(text, value, id, took, false);
    return value;
  }

  private void note(
      List<String> text, OptionalDouble value, String id, double took, boolean isReused) {
    done.add(new BisectReport.Trial(done.size() + 1, text, value, "", id, took, isReused));
  }

  /** Says of the last trial what it decided. */
  void decide(String shows) {
    BisectReport.Trial last = done.removeLast();
    done.add(
        new BisectReport.Trial(
            last.number(),
            last.mixture(),
            last.value(),
            shows,
            last.run(),
            last.seconds(),
            last.isReused()));
  }

  private Optional<String> earlier(String key) {
    ObjectNode question = JsonNodeFactory.instance.objectNode();
    question.put("filter", "tags.`" + MIXTURE + "` = '" + key + "'");
    question.put("limit", EARLIER_MAX);
    return client
        .searchRuns(question)
        .path("runs")
        .valueStream()
        .filter(run -> run.path("status").asString("").equals("finished"))
        .map(run -> run.path("id").asString())
        .findFirst();
  }

  private OptionalDouble valueOf(Original original, String run) {
    Original trial = new Originals(client).find(run);
    Recording expected = reader.read(original.capture(), original.run().id());
    Recording found = reader.read(trial.capture(), run);
    return expected
        .counterpart(original.run().id(), found)
        .map(id -> explaining.last(id, metric))
        .orElse(OptionalDouble.empty());
  }
}
