package dev.assay.bench.scenario;

import dev.assay.bench.load.MlflowCalls;
import dev.assay.bench.load.Requests;
import java.util.List;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;

/** One client that asks for a chart of a long series, over Assay's own API. */
public final class Chart implements Scenario {
  private static final int BATCH_POINTS = 1_000;
  private static final int BUCKETS = 2_000;
  private static final int POINTS_OF_BUCKET_MAX = 4;
  private static final int READS = 10;
  private static final String KEY = "loss";

  private final Target target;
  private final Quantity time;
  private String run = "";

  public Chart(Target target) {
    this.target = target;
    this.time =
        Quantity.time(
            "chart of %,d buckets from %,d points".formatted(BUCKETS, target.sizes().chartPoints()),
            0);
  }

  @Override
  public void prepare() {
    run = Fill.createRun(target.wire(), target.createExperiment(), 0);
    for (int start = 0; start < target.sizes().chartPoints(); start += BATCH_POINTS) {
      var points = new StringJoiner(",");
      for (int i = 0; i < BATCH_POINTS; i++) {
        points.add("{" + MlflowCalls.point(KEY, start + i) + "}");
      }
      target.wire().ok(MlflowCalls.logBatch(run, points.toString(), "", ""));
    }
    target.wire().ok(request());
  }

  @Override
  public List<Measured> round() {
    var timings = new Timings();
    for (int i = 0; i < READS; i++) {
      timings.add(target.wire().ok(request()).nanos());
    }
    return List.of(new Measured(time, timings.medianMillis()));
  }

  @Override
  public void check() {
    JsonNode chart = target.wire().ok(request()).json();
    int points = target.sizes().chartPoints();
    WrongAnswer.unlessEqual("points behind the chart", points, chart.get("shownOf").asInt());
    JsonNode steps = chart.get("steps");
    WrongAnswer.unlessEqual("first step", 0, steps.get(0).asInt());
    WrongAnswer.unlessEqual("last step", points - 1, steps.get(steps.size() - 1).asInt());
    boolean fits = steps.size() > BUCKETS && steps.size() <= BUCKETS * POINTS_OF_BUCKET_MAX;
    WrongAnswer.unlessEqual("one to four points of each bucket", true, fits);
  }

  private byte[] request() {
    return Requests.get("/api/v1/runs/" + run + "/chart?key=" + KEY + "&buckets=" + BUCKETS);
  }
}
