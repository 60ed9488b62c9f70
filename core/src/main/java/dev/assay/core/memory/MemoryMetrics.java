package dev.assay.core.memory;

import dev.assay.core.Digest;
import dev.assay.core.Failure;
import dev.assay.core.metric.Chunk;
import dev.assay.core.metric.Downsampled;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.metric.Metrics;
import dev.assay.core.metric.Points;
import dev.assay.core.metric.SeriesView;
import dev.assay.core.metric.SeriesWindow;
import dev.assay.core.metric.Summary;
import dev.assay.core.query.CodePointOrder;
import dev.assay.core.run.RunId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Metric series in memory. */
final class MemoryMetrics implements Metrics {
  private final MemoryState state;

  MemoryMetrics(MemoryState state) {
    this.state = state;
  }

  @Override
  public int append(RunId run, List<MetricPoint> points) {
    return state.undoLog.transact(() -> appended(run, points));
  }

  private int appended(RunId run, List<MetricPoint> points) {
    if (!state.runs.has(run)) {
      throw Failure.notFound("there is no run with id " + run);
    }
    Map<String, Series> series = state.series.get(run, Map.of());
    if (!series.keySet().containsAll(points.stream().map(MetricPoint::key).toList())) {
      series = new HashMap<>(series);
      for (MetricPoint point : points) {
        series.computeIfAbsent(point.key(), key -> new Series());
      }
      state.series.put(run, series);
    }
    Map<String, Summary> summaries = new HashMap<>(state.summaries.get(run, Map.of()));
    int added = 0;
    for (MetricPoint point : points) {
      Series one = series.getOrDefault(point.key(), new Series());
      if (one.add(point, state.undoLog)) {
        added++;
        summaries.put(point.key(), one.summary(point.key()));
      }
    }
    state.summaries.put(run, summaries);
    return added;
  }

  @Override
  public List<Summary> summaries(RunId run) {
    return state.undoLog.read(
        () ->
            state.summaries.get(run, Map.of()).values().stream()
                .sorted(Comparator.comparing(Summary::key, CodePointOrder.BY_CODE_POINT))
                .toList());
  }

  @Override
  public Optional<Summary> summary(RunId run, String key) {
    return state.undoLog.read(
        () -> Optional.ofNullable(state.summaries.get(run, Map.of()).get(key)));
  }

  @Override
  public Points history(RunId run, String key, long offset, int limit) {
    return view(run, key).history(offset, limit);
  }

  @Override
  public Points sample(RunId run, String key, long fromStep, long toStep, int limit) {
    return view(run, key).sample(fromStep, toStep, limit);
  }

  @Override
  public Downsampled downsample(RunId run, String key, SeriesWindow window) {
    return view(run, key).downsample(window);
  }

  private SeriesView view(RunId run, String key) {
    Points points = state.undoLog.read(() -> points(run, key));
    return new SeriesView(points.size() == 0 ? List.of() : List.of(Chunk.of(points)));
  }

  private Points points(RunId run, String key) {
    Series series = state.series.get(run, Map.of()).get(key);
    return series == null ? Points.none() : series.points();
  }

  @Override
  public Digest seal(RunId run) {
    return state.undoLog.read(
        () -> {
          MessageDigest digest = Digest.sha256();
          Map<String, Series> series = new TreeMap<>(CodePointOrder.BY_CODE_POINT);
          series.putAll(state.series.get(run, Map.of()));
          series.forEach((key, one) -> digest(key, one.points(), digest));
          return Digest.ofHash(digest.digest());
        });
  }

  private static void digest(String key, Points points, MessageDigest digest) {
    byte[] name = key.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(name.length).array());
    digest.update(name);
    ByteBuffer content = ByteBuffer.allocate(points.size() * 3 * Long.BYTES);
    for (int i = 0; i < points.size(); i++) {
      content.putLong(points.steps()[i]).putLong(points.timesMillis()[i]);
      content.putLong(Double.doubleToLongBits(points.values()[i]));
    }
    digest.update(content.array());
  }
}
