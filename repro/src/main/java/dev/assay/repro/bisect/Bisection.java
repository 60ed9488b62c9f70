package dev.assay.repro.bisect;

import dev.assay.core.Failure;
import dev.assay.repro.deliver.ServerBlobs;
import dev.assay.repro.explain.Area;
import dev.assay.repro.explain.Explanation;
import dev.assay.repro.explain.Suspect;
import dev.assay.repro.rerun.Explaining;
import dev.assay.repro.rerun.Original;
import dev.assay.repro.rerun.Recipe;
import dev.assay.repro.rerun.Site;
import dev.assay.repro.source.FileDiff;
import dev.assay.repro.source.SourceRestore;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the smallest set of differences between two runs that changes a metric. First A and B are
 * repeated, so that noise is not taken for a cause; then mixtures are run. Used once.
 */
public final class Bisection {
  private final Site site;
  private final Original a;
  private final Original b;
  private final String metric;
  private final Limits limits;
  private final Explaining explaining;
  private final Trials trials;
  private final List<FileDiff> source;
  private final List<Factor> factors;
  private final Set<String> inSource = new HashSet<>();

  public Bisection(Site site, Original a, Original b, String metric, Limits limits) {
    this.site = site;
    this.a = a;
    this.b = b;
    this.metric = metric;
    this.limits = limits;
    SourceRestore sources = new SourceRestore(new ServerBlobs(site.link().client()));
    this.explaining = new Explaining(site.link().client(), sources);
    this.trials = new Trials(site, sources, a.run().id() + " " + b.run().id(), metric, limits);
    this.source = explaining.sourceDiff(a.capture(), b.capture());
    this.factors = Factors.of(a.capture(), b.capture(), source);
    source.forEach(diff -> inSource.add(diff.path()));
  }

  /**
   * Runs to the end, or to a limit.
   *
   * @throws Failure INVALID when one of the two does not have the metric
   */
  public BisectReport run() {
    double recordedA = recorded(a);
    double recordedB = recorded(b);
    Effect recorded = new Effect(recordedA, recordedB, 0, 0);
    if (!recorded.isAboveNoise()) {
      return report(recorded, "none", Sentences.noChange(metric, recorded), List.of(), true);
    }
    if (factors.isEmpty()) {
      return report(
          recorded, "none", Sentences.nothingToSwap(metric, recorded, notTried()), List.of(), true);
    }
    tell(
        "%d differences can be swapped, in %s"
            .formatted(
                factors.size(),
                factors.stream()
                    .map(factor -> factor.group().toString())
                    .distinct()
                    .collect(Collectors.joining(", "))));
    Effect effect = Effect.of(repeated("A", a, recordedA), repeated("B", b, recordedB));
    if (!effect.isAboveNoise()) {
      return report(
          effect, "noise", Sentences.noise(metric, effect, notReproduced(effect)), List.of(), true);
    }
    notReproduced(effect).forEach(this::tell);
    if (!notTried().isEmpty() && !isAllShown(effect)) {
      return report(
          effect, "elsewhere", Sentences.elsewhere(metric, effect, notTried()), List.of(), true);
    }
    CauseSearch search = new CauseSearch(mixture -> shows(effect, mixture), trials::mayGoOn);
    CauseSearch.Cause cause = search.find(factors, factor -> Factors.finer(factor, source));
    return report(
        effect,
        cause.isMinimal() ? "found" : "stopped",
        Sentences.found(metric, effect, cause, trials.run()),
        cause.factors(),
        cause.isMinimal());
  }

  private boolean isAllShown(Effect effect) {
    return shows(effect, Set.copyOf(factors)).orElse(false);
  }

  private double recorded(Original run) {
    return explaining
        .last(run.run().id(), metric)
        .orElseThrow(
            () ->
                Failure.invalid(
                    "run "
                        + run.run().id()
                        + " has no metric '"
                        + metric
                        + "'; 'assay show "
                        + run.run().id()
                        + "' lists those it has"));
  }

  /** What was recorded and what repeats give. */
  private List<Double> repeated(String name, Original original, double recorded) {
    List<Double> values = new ArrayList<>(List.of(recorded));
    for (int i = 0; i < limits.repeats() && trials.mayGoOn(); i++) {
      String key = Mixture.repeatKey(original.capture(), i).hex();
      OptionalDouble value =
          trials.value(original, Recipe.of(original.capture()), key, List.of(name));
      trials.decide("");
      progress(name + " again", value, "");
      if (value.isEmpty()) {
        throw Failure.unavailable(
            "run %s could not be repeated, so nothing can be told from mixtures; see why: assay rerun %s"
                .formatted(original.run().id(), original.run().id()));
      }
      values.add(value.getAsDouble());
    }
    return values;
  }

  private Optional<Boolean> shows(Effect effect, Set<Factor> taken) {
    Mixture mixture = new Mixture(a.capture(), b.capture(), factors, inSource, taken);
    OptionalDouble value = trials.value(a, mixture.recipe(), mixture.key().hex(), mixture.text());
    Optional<Boolean> shown = effect.isShownBy(value);
    String decision = shown.map(yes -> yes ? "B" : "A").orElse("");
    trials.decide(decision);
    progress("A with " + String.join(", ", mixture.text()), value, decision);
    return shown;
  }

  private void progress(String what, OptionalDouble value, String like) {
    BisectReport.Trial last = trials.done().getLast();
    int left = Math.max(0, Math.min(estimate(), limits.trials()) - trials.run());
    tell(
        "trial %d: %s: %s = %s%s%s; about %d more, %.0f s"
            .formatted(
                last.number(),
                what,
                metric,
                value.isPresent() ? Sentences.number(value.getAsDouble()) : "none",
                like.isEmpty() ? "" : ", as " + like,
                last.isReused() ? " (run before)" : "",
                left,
                left * trials.secondsPerTrial()));
  }

  /** As many as it takes when there is one cause. */
  private int estimate() {
    long groups = factors.stream().map(Factor::group).distinct().count();
    long members =
        factors.stream()
            .collect(Collectors.groupingBy(Factor::group, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(Long::longValue)
            .max()
            .orElse(1);
    return 2 * limits.repeats() + steps(groups) + steps(members);
  }

  private static int steps(long choices) {
    return choices <= 1 ? 0 : 65 - Long.numberOfLeadingZeros(choices - 1);
  }

  /** What differs and no rerun here can change. */
  private List<String> notTried() {
    Explanation explanation = explaining.explain(a, b);
    return explanation.suspects().stream()
        .filter(suspect -> suspect.area() == Area.HARDWARE)
        .map(Suspect::text)
        .toList();
  }

  private List<String> notReproduced(Effect effect) {
    List<String> found = new ArrayList<>();
    if (!effect.reproducesA()) {
      found.add(Sentences.notReproduced("A", a.capture(), metric, effect.noiseOfA()));
    }
    if (!effect.reproducesB()) {
      found.add(Sentences.notReproduced("B", b.capture(), metric, effect.noiseOfB()));
    }
    return found;
  }

  private BisectReport report(
      Effect effect, String outcome, String sentence, List<Factor> cause, boolean isMinimal) {
    return new BisectReport(
        BisectReport.FORMAT,
        metric,
        a.run().id(),
        b.run().id(),
        outcome,
        sentence,
        cause.stream().map(BisectReport.Cause::of).toList(),
        isMinimal,
        new BisectReport.Value(effect.a(), effect.noiseOfA()),
        new BisectReport.Value(effect.b(), effect.noiseOfB()),
        notReproduced(effect),
        trials.done(),
        notTried());
  }

  private void tell(String line) {
    site.tell().accept(line);
  }
}
