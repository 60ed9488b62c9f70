package dev.assay.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.JsonNode;

/**
 * Logs batches of points, params and tags. The first so many batches must be there, whole; a
 * cut-off batch is logged again, and must count once.
 */
final class BatchWriter implements Writer {
  private static final int KEYS = 7;
  private static final int POINTS_MAX = 600;

  private final String experiment;
  private final long seed;
  private String run = "";
  private int batches;
  private boolean pending;

  BatchWriter(String experiment, long seed) {
    this.experiment = experiment;
    this.seed = seed;
  }

  private record Point(String key, int step, double value) {
    Map<String, ?> fields() {
      return Map.of(
          "key", key, "value", value, "timestamp", 1_760_000_000_000L + step, "step", step);
    }
  }

  @Override
  public void open(Api api) throws CutOff {
    run = NewRun.create(api, experiment, "batches");
  }

  @Override
  public void write(Api api) throws CutOff {
    pending = true;
    api.post(
        "runs/log-batch",
        Map.of(
            "run_id",
            run,
            "metrics",
            points(batches).stream().map(Point::fields).toList(),
            "params",
            List.of(Map.of("key", "batch-" + batches, "value", Integer.toString(batches))),
            "tags",
            List.of(Map.of("key", "batches", "value", Integer.toString(batches + 1)))));
    pending = false;
    batches++;
  }

  @Override
  public void check(Api api) throws CutOff {
    int kept = keptByParams(api);
    assertThat(kept).as("batches kept").isBetween(batches, pending ? batches + 1 : batches);
    checkPoints(api, kept);
    if (pending) {
      write(api);
      assertThat(keptByParams(api)).as("batches after the last again").isEqualTo(batches);
      checkPoints(api, batches);
    }
  }

  @Override
  public int acknowledged() {
    return batches;
  }

  private int keptByParams(Api api) throws CutOff {
    JsonNode data = api.get("runs/get", Map.of("run_id", run)).get("run").get("data");
    int params = 0;
    for (JsonNode param : data.path("params")) {
      assertThat(param.get("key").asString()).isEqualTo("batch-" + param.get("value").asString());
      params++;
    }
    String tagged = "0";
    for (JsonNode tag : data.path("tags")) {
      tagged = tag.get("key").asString().equals("batches") ? tag.get("value").asString() : tagged;
    }
    assertThat(tagged).as("the tag of the newest batch").isEqualTo(Integer.toString(params));
    return params;
  }

  private void checkPoints(Api api, int count) throws CutOff {
    var expected = new ArrayList<Point>();
    for (int batch = 0; batch < count; batch++) {
      expected.addAll(points(batch));
    }
    for (int number = 0; number < KEYS; number++) {
      String key = key(number);
      assertThat(history(api, key))
          .as(key)
          .isEqualTo(expected.stream().filter(point -> point.key.equals(key)).toList());
    }
  }

  private List<Point> history(Api api, String key) throws CutOff {
    var kept = new ArrayList<Point>();
    for (JsonNode point :
        api.get("metrics/get-history", Map.of("run_id", run, "metric_key", key)).path("metrics")) {
      kept.add(new Point(key, point.get("step").asInt(), point.get("value").asDouble()));
    }
    return kept;
  }

  /** The points of a batch; they follow from the seed, so nobody has to remember them. */
  private List<Point> points(int batch) {
    var random = new Random(seed * 31 + batch);
    int count = 1 + random.nextInt(POINTS_MAX);
    var points = new ArrayList<Point>();
    for (int i = 0; i < count; i++) {
      points.add(
          new Point(key(random.nextInt(KEYS)), batch * POINTS_MAX + i, random.nextGaussian()));
    }
    return points;
  }

  private static String key(int number) {
    return "k" + number;
  }
}
