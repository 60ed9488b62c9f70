package dev.assay.repro.verdict;

import dev.assay.core.Digest;
import dev.assay.core.metric.Points;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/** Recordings for tests: one run unless more are asked for. */
final class RecordingBuilder {
  private final String id;
  private final Map<String, String> params = new LinkedHashMap<>();
  private final Map<String, Points> metrics = new LinkedHashMap<>();
  private final List<RecordedFile> files = new ArrayList<>();
  private final List<RecordedFile> written = new ArrayList<>();
  private final List<Recording.ConsoleLine> console = new ArrayList<>();
  private final List<RecordedRun> more = new ArrayList<>();
  private final List<String> roots = new ArrayList<>();
  private Optional<String> failure = Optional.empty();

  private RecordingBuilder(String id) {
    this.id = id;
  }

  static RecordingBuilder of(String id) {
    return new RecordingBuilder(id);
  }

  static RecordedFile file(String path, byte[] content) {
    return new RecordedFile(
        path,
        Optional.of(Digest.of(content)),
        content.length,
        Optional.of(() -> new ByteArrayInputStream(content)));
  }

  static Points points(double... values) {
    long[] steps = LongStream.range(0, values.length).toArray();
    return new Points(steps, steps.clone(), values);
  }

  RecordingBuilder param(String name, String value) {
    params.put(name, value);
    return this;
  }

  RecordingBuilder metric(String key, double... values) {
    metrics.put(key, points(values));
    return this;
  }

  RecordingBuilder file(String path, String content) {
    files.add(file(path, content.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  RecordingBuilder written(String path, String content) {
    written.add(file(path, content.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  RecordingBuilder printed(String stream, String line) {
    console.add(new Recording.ConsoleLine(stream, line));
    return this;
  }

  RecordingBuilder root(String folder) {
    roots.add(folder);
    return this;
  }

  RecordingBuilder failed(String why) {
    failure = Optional.of(why);
    return this;
  }

  /** A run nested in the main one. */
  RecordingBuilder child(String name, double value) {
    more.add(
        new RecordedRun(
            id + name + more.size(),
            name,
            Optional.of(id),
            Map.of(),
            Map.of("score", points(value)),
            List.of()));
    return this;
  }

  Recording build() {
    List<RecordedRun> runs = new ArrayList<>();
    runs.add(new RecordedRun(id, "main", Optional.empty(), params, metrics, files));
    runs.addAll(more);
    return new Recording("execution-" + id, id, failure, runs, written, console, roots);
  }
}
