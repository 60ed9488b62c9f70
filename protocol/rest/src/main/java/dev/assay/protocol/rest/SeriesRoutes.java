package dev.assay.protocol.rest;

import dev.assay.core.account.Permission;
import dev.assay.core.metric.Downsampled;
import dev.assay.core.metric.Metrics;
import dev.assay.core.metric.Points;
import dev.assay.core.metric.SeriesWindow;
import dev.assay.core.run.RunId;
import dev.assay.core.run.Runs;
import dev.assay.web.BodyLimit;
import dev.assay.web.Fields;
import dev.assay.web.Method;
import dev.assay.web.Request;
import dev.assay.web.Response;
import dev.assay.web.Route;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Metric series: summaries, what a chart shows, and the points themselves; all in columns. */
final class SeriesRoutes {
  private static final int BUCKETS_DEFAULT = 1_000;
  private static final int POINTS_DEFAULT = 10_000;
  private static final int POINTS_MAX = 1_000_000;

  private final Runs runs;
  private final Metrics metrics;

  SeriesRoutes(Runs runs, Metrics metrics) {
    this.runs = runs;
    this.metrics = metrics;
  }

  List<Route> routes() {
    return List.of(
        Route.of(
            Method.GET,
            "/api/v1/runs/{run}/metrics",
            Permission.READ,
            BodyLimit.NONE,
            this::summaries),
        Route.of(
            Method.GET, "/api/v1/runs/{run}/chart", Permission.READ, BodyLimit.NONE, this::chart),
        Route.of(
            Method.GET,
            "/api/v1/runs/{run}/points",
            Permission.READ,
            BodyLimit.NONE,
            this::points));
  }

  private Response summaries(Request request) {
    RunId run = existing(request);
    return Answers.object(
        json -> Answers.array(json, "metrics", metrics.summaries(run), RunJson::summary));
  }

  private Response chart(Request request) {
    RunId run = existing(request);
    Fields query = request.query();
    SeriesWindow.Axis axis =
        Questions.constant(SeriesWindow.Axis.class, "axis", query.first("axis").orElse("step"));
    SeriesWindow window =
        new SeriesWindow(
            axis,
            Questions.whole(query, "from", Long.MIN_VALUE),
            Questions.whole(query, "to", Long.MAX_VALUE),
            Questions.count(query, "buckets", BUCKETS_DEFAULT, SeriesWindow.BUCKETS_MAX));
    Downsampled shown = metrics.downsample(run, Questions.required(query, "key"), window);
    return Answers.object(
        json -> {
          json.writeBooleanProperty("raw", shown.raw());
          json.writeNumberProperty("shownOf", shown.shownOf());
          columns(json, shown.points());
        });
  }

  private Response points(Request request) {
    RunId run = existing(request);
    Fields query = request.query();
    if (query.first("key").isEmpty()) {
      return Response.stream(
          200, "application/x-ndjson", out -> PointLines.write(metrics, run, out));
    }
    Points points =
        metrics.history(
            run,
            Questions.required(query, "key"),
            Questions.whole(query, "offset", 0),
            Questions.count(query, "limit", POINTS_DEFAULT, POINTS_MAX));
    return Answers.object(json -> columns(json, points));
  }

  private RunId existing(Request request) {
    return RunRoutes.existing(runs, request).id();
  }

  private static void columns(JsonGenerator json, Points points) {
    json.writeName("steps");
    json.writeArray(points.steps(), 0, points.size());
    json.writeName("times");
    json.writeArray(points.timesMillis(), 0, points.size());
    json.writeArrayPropertyStart("values");
    for (double value : points.values()) {
      Answers.number(json, value);
    }
    json.writeEndArray();
  }
}
