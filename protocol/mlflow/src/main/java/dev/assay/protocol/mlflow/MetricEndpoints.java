package dev.assay.protocol.mlflow;

import static dev.assay.web.Method.GET;

import dev.assay.core.metric.Metrics;
import dev.assay.core.metric.Points;
import dev.assay.core.run.RunId;
import dev.assay.web.Json;
import dev.assay.web.Response;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import tools.jackson.core.JsonGenerator;

/** The endpoints that read series. */
final class MetricEndpoints {
  /** Most points in one page, and in one piece of a whole series. */
  static final int PAGE_MAX = 50_000;

  static final int BULK_RUNS_MAX = 100;
  static final int BULK_POINTS_MAX = 25_000;
  static final int SAMPLE_POINTS_MAX = 2_500;

  private final Metrics metrics;

  MetricEndpoints(Metrics metrics) {
    this.metrics = metrics;
  }

  void register(Endpoints endpoints) {
    endpoints
        .read(GET, "metrics/get-history", this::history)
        .read(GET, "metrics/get-history-bulk", this::bulk)
        .read(GET, "metrics/get-history-bulk-interval", this::sample);
  }

  private Response history(Call call) {
    Message message = call.message();
    RunId run = RunEndpoints.id(message);
    String key = message.requiredText("metric_key");
    if (message.wholeNumber("max_results").isEmpty()) {
      return whole(run, key, Paging.offset(message));
    }
    int size = Paging.size(message, "max_results", 0, Integer.MAX_VALUE);
    int limit = Math.min(size, PAGE_MAX);
    long offset = Paging.offset(message);
    Points points = metrics.history(run, key, offset, limit + 1);
    int shown = Math.min(points.size(), limit);
    return Answers.object(
        json -> {
          writeList(json, points, shown, key);
          if (points.size() > limit) {
            json.writeStringProperty("next_page_token", Paging.offsetToken(offset + limit));
          }
        });
  }

  /** The whole series in one answer: clients before version 3 never ask for a second page. */
  private Response whole(RunId run, String key, long offset) {
    Points first = metrics.history(run, key, offset, PAGE_MAX);
    if (first.size() < PAGE_MAX) {
      return Answers.object(json -> writeList(json, first, first.size(), key));
    }
    return Response.stream(200, "application/json", out -> stream(out, run, key, offset, first));
  }

  private void stream(OutputStream out, RunId run, String key, long offset, Points first)
      throws IOException {
    out.write("{\"metrics\":[".getBytes(StandardCharsets.US_ASCII));
    long next = offset;
    Points points = first;
    while (points.size() > 0) {
      if (next > offset) {
        out.write(',');
      }
      Points piece = points;
      byte[] list = Json.write(json -> writeArray(json, piece, piece.size(), key));
      out.write(list, 1, list.length - 2);
      next += points.size();
      points = points.size() < PAGE_MAX ? Points.none() : metrics.history(run, key, next, PAGE_MAX);
    }
    out.write("]}".getBytes(StandardCharsets.US_ASCII));
  }

  private Response bulk(Call call) {
    Message message = call.message();
    List<RunId> runs = runs(message, "run_id");
    String key = message.requiredText("metric_key");
    int size = Paging.size(message, "max_results", BULK_POINTS_MAX, BULK_POINTS_MAX);
    List<OfRun> found = new ArrayList<>();
    int left = size;
    for (RunId run : new TreeSet<>(runs)) {
      Points points = left > 0 ? metrics.history(run, key, 0, left) : Points.none();
      found.add(new OfRun(run, points));
      left -= points.size();
    }
    return answer(found, key);
  }

  private Response sample(Call call) {
    Message message = call.message();
    List<RunId> runs = runs(message, "run_ids");
    String key = message.requiredText("metric_key");
    int size = Paging.size(message, "max_results", SAMPLE_POINTS_MAX, SAMPLE_POINTS_MAX);
    Optional<Long> start = message.wholeNumber("start_step");
    Optional<Long> end = message.wholeNumber("end_step");
    if (start.isPresent() != end.isPresent()) {
      throw message.invalid(
          start.isPresent() ? "end_step" : "start_step", "null", "both steps or none are needed");
    }
    long from = start.orElse(Long.MIN_VALUE);
    long to = end.orElse(Long.MAX_VALUE);
    if (from > to) {
      throw message.invalid("end_step", to, "it must not be less than start_step");
    }
    List<OfRun> found =
        runs.stream()
            .distinct()
            .map(run -> new OfRun(run, metrics.sample(run, key, from, to, size)))
            .toList();
    return answer(found, key);
  }

  private static List<RunId> runs(Message message, String name) {
    List<String> ids = message.texts(name);
    if (ids.isEmpty()) {
      throw message.missing(name);
    }
    if (ids.size() > BULK_RUNS_MAX) {
      throw message.invalid(name, ids.size(), "at most " + BULK_RUNS_MAX + " runs are allowed");
    }
    return ids.stream().map(id -> RunEndpoints.id(message, id)).toList();
  }

  /** Points of one run among several. */
  private record OfRun(RunId run, Points points) {}

  private static Response answer(List<OfRun> found, String key) {
    return Answers.object(
        json -> {
          if (found.stream().allMatch(each -> each.points().size() == 0)) {
            return;
          }
          json.writeArrayPropertyStart("metrics");
          for (OfRun each : found) {
            for (int i = 0; i < each.points().size(); i++) {
              json.writeStartObject();
              writePoint(json, each.points(), i, key);
              json.writeStringProperty("run_id", each.run().value());
              json.writeEndObject();
            }
          }
          json.writeEndArray();
        });
  }

  private static void writeList(JsonGenerator json, Points points, int count, String key) {
    if (count > 0) {
      json.writeName("metrics");
      writeArray(json, points, count, key);
    }
  }

  private static void writeArray(JsonGenerator json, Points points, int count, String key) {
    json.writeStartArray();
    for (int i = 0; i < count; i++) {
      json.writeStartObject();
      writePoint(json, points, i, key);
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void writePoint(JsonGenerator json, Points points, int index, String key) {
    json.writeStringProperty("key", key);
    json.writeNumberProperty("value", points.values()[index]);
    json.writeNumberProperty("timestamp", points.timesMillis()[index]);
    json.writeNumberProperty("step", points.steps()[index]);
  }
}
