package dev.assay.protocol.rest;

import dev.assay.core.metric.Metrics;
import dev.assay.core.metric.Points;
import dev.assay.core.metric.Summary;
import dev.assay.core.run.RunId;
import dev.assay.web.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/**
 * Every point of a run, written while it is read: JSON lines of some points of one metric each, in
 * columns. Metrics come by key, the points of one by (time, step, value).
 */
final class PointLines {
  /** How many points are in memory at once. */
  private static final int READ_POINTS_MAX = 1 << 18;

  private static final int LINE_POINTS_MAX = 1 << 13;

  private final Metrics metrics;
  private final RunId run;
  private final OutputStream out;

  private PointLines(Metrics metrics, RunId run, OutputStream out) {
    this.metrics = metrics;
    this.run = run;
    this.out = out;
  }

  static void write(Metrics metrics, RunId run, OutputStream out) throws IOException {
    List<String> keys = metrics.summaries(run).stream().map(Summary::key).toList();
    PointLines lines = new PointLines(metrics, run, out);
    for (String key : keys) {
      lines.series(key);
    }
  }

  private void series(String key) throws IOException {
    long offset = 0;
    Points read;
    do {
      read = metrics.history(run, key, offset, READ_POINTS_MAX);
      for (int from = 0; from < read.size(); from += LINE_POINTS_MAX) {
        line(key, read, from, Math.min(read.size(), from + LINE_POINTS_MAX));
      }
      offset += read.size();
    } while (read.size() == READ_POINTS_MAX);
  }

  private void line(String key, Points points, int from, int to) throws IOException {
    out.write(
        Json.write(
            json -> {
              json.writeStartObject();
              json.writeStringProperty("key", key);
              json.writeName("steps");
              json.writeArray(points.steps(), from, to - from);
              json.writeName("at");
              json.writeArray(points.timesMillis(), from, to - from);
              json.writeArrayPropertyStart("values");
              for (double value : Arrays.copyOfRange(points.values(), from, to)) {
                Answers.number(json, value);
              }
              json.writeEndArray();
              json.writeEndObject();
            }));
    out.write('\n');
  }
}
