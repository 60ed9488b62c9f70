package dev.assay.bench.scenario;

import dev.assay.bench.load.MlflowCalls;
import dev.assay.bench.load.Values;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One client that logs one point after the other. */
public final class LogMetric implements Scenario {
  private static final Quantity MEDIAN = Quantity.time("log_metric, one client, median", 1);
  private static final Quantity RATE = Quantity.rate("log_metric, one client", 0);
  private static final long ROUND_NANOS_MAX = 5_000_000_000L;
  private static final String KEY = "loss";

  private final Target target;
  private String run = "";
  private long step;

  public LogMetric(Target target) {
    this.target = target;
  }

  @Override
  public void prepare() {
    run = Fill.createRun(target.wire(), target.createExperiment(), 0);
    for (int i = 0; i < target.sizes().singlePoints() / 10; i++) {
      target.wire().ok(MlflowCalls.logMetric(run, KEY, step++));
    }
  }

  @Override
  public List<Measured> round() {
    var timings = new Timings();
    long end = System.nanoTime() + ROUND_NANOS_MAX;
    while (timings.count() < target.sizes().singlePoints() && System.nanoTime() < end) {
      byte[] request = MlflowCalls.logMetric(run, KEY, step++);
      timings.add(target.wire().ok(request).nanos());
    }
    return List.of(
        new Measured(MEDIAN, timings.medianMillis()), new Measured(RATE, timings.perSecond()));
  }

  @Override
  public void check() {
    JsonNode points = target.wire().ok(MlflowCalls.history(run, KEY)).json().get("metrics");
    WrongAnswer.unlessEqual("points in the history", (int) step, points.size());
    JsonNode last = points.get(points.size() - 1);
    WrongAnswer.unlessEqual("last step", step - 1, last.get("step").asLong());
    WrongAnswer.unlessEqual("last value", Values.loss(step - 1), last.get("value").asDouble());
  }
}
