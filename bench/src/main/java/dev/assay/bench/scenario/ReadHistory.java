package dev.assay.bench.scenario;

import dev.assay.bench.load.MlflowCalls;
import dev.assay.bench.load.Values;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** One client that reads a long series back, whole. */
public final class ReadHistory implements Scenario {
  private static final int BATCH_POINTS = 1_000;
  private static final int READS = 3;
  private static final String KEY = "loss";

  private final Target target;
  private final Quantity time;
  private String run = "";

  public ReadHistory(Target target) {
    this.target = target;
    this.time =
        Quantity.time(
            "history of %,d points, read back".formatted(target.sizes().historyPoints()), 8);
  }

  @Override
  public void prepare() {
    run = Fill.createRun(target.wire(), target.createExperiment(), 0);
    for (int start = 0; start < target.sizes().historyPoints(); start += BATCH_POINTS) {
      var points = new StringJoiner(",");
      for (int i = 0; i < BATCH_POINTS; i++) {
        points.add("{" + MlflowCalls.point(KEY, start + i) + "}");
      }
      target.wire().ok(MlflowCalls.logBatch(run, points.toString(), "", ""));
    }
    target.wire().ok(MlflowCalls.history(run, KEY));
  }

  @Override
  public List<Measured> round() {
    var timings = new Timings();
    for (int i = 0; i < READS; i++) {
      timings.add(target.wire().ok(MlflowCalls.history(run, KEY)).nanos());
    }
    return List.of(new Measured(time, timings.medianMillis()));
  }

  @Override
  public void check() {
    JsonNode points = target.wire().ok(MlflowCalls.history(run, KEY)).json().get("metrics");
    WrongAnswer.unlessEqual("points in the history", target.sizes().historyPoints(), points.size());
    for (int i = 0; i < points.size(); i++) {
      WrongAnswer.unlessEqual("step", (long) i, points.get(i).get("step").asLong());
      WrongAnswer.unlessEqual("value", Values.loss(i), points.get(i).get("value").asDouble());
    }
  }
}
