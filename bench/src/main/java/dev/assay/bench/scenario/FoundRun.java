package dev.assay.bench.scenario;

import tools.jackson.databind.JsonNode;

/** A run in the answer of a search, compared with what {@link Fill} logged. */
final class FoundRun {
  private FoundRun() {}

  static void check(JsonNode run, int index) {
    JsonNode info = run.get("info");
    WrongAnswer.unlessEqual("run name", Fill.name(index), info.get("run_name").asString());
    WrongAnswer.unlessEqual("status", "FINISHED", info.get("status").asString());
    JsonNode data = run.get("data");
    WrongAnswer.unlessEqual("params", Fill.PARAMS, data.get("params").size());
    WrongAnswer.unlessEqual("metrics", Fill.METRICS, data.get("metrics").size());
    int tags = 0;
    for (JsonNode tag : data.get("tags")) {
      tags += tag.get("key").asString().startsWith("t") ? 1 : 0;
    }
    WrongAnswer.unlessEqual("tags", Fill.TAGS, tags);
    for (JsonNode metric : data.get("metrics")) {
      int number = metric.get("key").asString().charAt(1) - '0';
      WrongAnswer.unlessEqual("metric", Fill.metric(index, number), metric.get("value").asDouble());
    }
  }
}
