package dev.assay.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Logs one point after the other. A cut-off point is logged again, and must count once. */
final class PointWriter implements Writer {
  private static final String KEY = "loss/train";

  private final String experiment;
  private String run = "";
  private int points;
  private boolean pending;

  PointWriter(String experiment) {
    this.experiment = experiment;
  }

  @Override
  public void open(Api api) throws CutOff {
    run = NewRun.create(api, experiment, "points");
  }

  @Override
  public void write(Api api) throws CutOff {
    pending = true;
    api.post(
        "runs/log-metric",
        Map.of(
            "run_id",
            run,
            "key",
            KEY,
            "value",
            value(points),
            "timestamp",
            1_000L + points,
            "step",
            points));
    pending = false;
    points++;
  }

  @Override
  public void check(Api api) throws CutOff {
    assertThat(kept(api)).as("points kept").isBetween(points, pending ? points + 1 : points);
    if (pending) {
      write(api);
      assertThat(kept(api)).as("points kept after logging the last again").isEqualTo(points);
    }
  }

  @Override
  public int acknowledged() {
    return points;
  }

  private int kept(Api api) throws CutOff {
    JsonNode history =
        api.get("metrics/get-history", Map.of("run_id", run, "metric_key", KEY)).path("metrics");
    int step = 0;
    for (JsonNode point : history) {
      assertThat(point.get("step").asInt()).as("step").isEqualTo(step);
      assertThat(point.get("value").asString()).as("value").isEqualTo(value(step).toString());
      step++;
    }
    return step;
  }

  /** Some values are no numbers, or need all their digits. */
  private static Object value(int step) {
    return step % 17 == 3 ? "NaN" : Math.sin(step) / 3 + 1e-9;
  }
}
