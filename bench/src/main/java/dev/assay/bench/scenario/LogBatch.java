package dev.assay.bench.scenario;

import dev.assay.bench.load.MlflowCalls;
import dev.assay.bench.load.Values;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** One client that logs batches of 1,000 points, spread over some keys. */
public final class LogBatch implements Scenario {
  private static final int BATCH_POINTS = 1_000;
  private static final double TARGET = 10;
  private static final long ROUND_NANOS_MAX = 10_000_000_000L;

  private final Target target;
  private final int keys;
  private final Quantity median;
  private final Quantity rate;
  private String run = "";
  private long batches;

  public LogBatch(Target target, int keys) {
    this.target = target;
    this.keys = keys;
    String label = "log_batch of 1,000 points, %,d %s".formatted(keys, keys == 1 ? "key" : "keys");
    this.median = Quantity.time(label + ", median", TARGET);
    this.rate = new Quantity(label, "points/s", true, 0);
  }

  @Override
  public void prepare() {
    run = Fill.createRun(target.wire(), target.createExperiment(), 0);
    for (int i = 0; i < 2; i++) {
      target.wire().ok(batch(batches++));
    }
  }

  @Override
  public List<Measured> round() {
    var timings = new Timings();
    long end = System.nanoTime() + ROUND_NANOS_MAX;
    while (timings.count() < target.sizes().batches() && System.nanoTime() < end) {
      byte[] request = batch(batches++);
      timings.add(target.wire().ok(request).nanos());
    }
    return List.of(
        new Measured(median, timings.medianMillis()),
        new Measured(rate, timings.perSecond() * BATCH_POINTS));
  }

  @Override
  public void check() {
    JsonNode history = target.wire().ok(MlflowCalls.history(run, key(0))).json().get("metrics");
    WrongAnswer.unlessEqual(
        "points of one key", batches * BATCH_POINTS / keys, (long) history.size());
    JsonNode latest =
        target.wire().ok(MlflowCalls.run(run)).json().get("run").get("data").get("metrics");
    WrongAnswer.unlessEqual("keys", keys, latest.size());
    for (JsonNode metric : latest) {
      int key = Integer.parseInt(metric.get("key").asString().substring(1));
      long step = (batches - 1) * BATCH_POINTS + BATCH_POINTS - keys + key;
      WrongAnswer.unlessEqual("latest value", Values.loss(step), metric.get("value").asDouble());
    }
  }

  private byte[] batch(long number) {
    var points = new StringJoiner(",");
    for (int i = 0; i < BATCH_POINTS; i++) {
      points.add("{" + MlflowCalls.point(key(i % keys), number * BATCH_POINTS + i) + "}");
    }
    return MlflowCalls.logBatch(run, points.toString(), "", "");
  }

  private static String key(int number) {
    return "k" + number;
  }
}
