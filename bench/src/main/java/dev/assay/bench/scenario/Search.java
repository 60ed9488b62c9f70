package dev.assay.bench.scenario;

import dev.assay.bench.load.MlflowCalls;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** One client that asks again and again for the first 100 runs of an experiment. */
public final class Search implements Scenario {
  private static final int PAGE = 100;
  private static final double FILTER_ABOVE = 0.5;
  private static final long ROUND_NANOS_MAX = 5_000_000_000L;

  /** What is asked for. */
  public enum Question {
    /** The newest runs. */
    FIRST,
    /** The runs that match a filter over a metric and a param, by another metric. */
    ORDERED_AND_FILTERED
  }

  private final Target target;
  private final Question question;
  private final int runs;
  private final Quantity time;
  private FilledExperiment experiment = new FilledExperiment("", 0);

  public Search(Target target, Question question, int runs) {
    this.target = target;
    this.question = question;
    this.runs = runs;
    this.time =
        switch (question) {
          case FIRST -> Quantity.time("first 100 of %,d runs".formatted(runs), 6);
          case ORDERED_AND_FILTERED ->
              Quantity.time("order by metric and filter, %,d runs".formatted(runs), 3);
        };
  }

  @Override
  public void prepare() throws Exception {
    experiment = target.filledExperiment(runs);
    target.wire().ok(request());
  }

  @Override
  public List<Measured> round() {
    var timings = new Timings();
    long end = System.nanoTime() + ROUND_NANOS_MAX;
    while (timings.count() < target.sizes().searches() && System.nanoTime() < end) {
      timings.add(target.wire().ok(request()).nanos());
    }
    return List.of(new Measured(time, timings.medianMillis()));
  }

  @Override
  public void check() {
    List<Integer> expected = expected();
    JsonNode answer = target.wire().ok(request()).json();
    JsonNode found = answer.get("runs");
    WrongAnswer.unlessEqual("runs found", Math.min(PAGE, expected.size()), found.size());
    for (int i = 0; i < found.size(); i++) {
      FoundRun.check(found.get(i), expected.get(i));
    }
    WrongAnswer.unlessEqual(
        "there is a next page", expected.size() > PAGE, answer.has("next_page_token"));
  }

  private byte[] request() {
    return switch (question) {
      case FIRST -> MlflowCalls.search(experiment.id(), PAGE, "", "");
      case ORDERED_AND_FILTERED ->
          MlflowCalls.search(
              experiment.id(),
              PAGE,
              "metrics.m0 > " + FILTER_ABOVE + " and params.model = 'cnn'",
              "\"metrics.m1 ASC\"");
    };
  }

  private List<Integer> expected() {
    return switch (question) {
      case FIRST -> IntStream.range(0, runs).boxed().sorted(Comparator.reverseOrder()).toList();
      case ORDERED_AND_FILTERED ->
          IntStream.range(0, runs)
              .filter(run -> Fill.model(run).equals("cnn") && Fill.metric(run, 0) > FILTER_ABOVE)
              .boxed()
              .sorted(Comparator.comparingDouble(run -> Fill.metric(run, 1)))
              .toList();
    };
  }
}
