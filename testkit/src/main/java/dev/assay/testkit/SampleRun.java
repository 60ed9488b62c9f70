package dev.assay.testkit;

import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Attribute;
import dev.assay.core.run.RunInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a test knows it wrote of a run, and what a search must therefore see in it. */
final class SampleRun {
  RunInfo info;
  final Map<String, String> params = new HashMap<>();
  final Map<String, String> tags = new HashMap<>();

  /** The values of each metric; the step is the index. */
  final Map<String, List<Double>> series = new HashMap<>();

  final List<DatasetInput> inputs = new ArrayList<>();

  SampleRun(RunInfo info) {
    this.info = info;
  }

  /** Notes values at the end of a series and gives them as points. */
  List<MetricPoint> extend(String key, double... values) {
    List<Double> all = series.computeIfAbsent(key, name -> new ArrayList<>());
    List<MetricPoint> points = new ArrayList<>();
    for (double value : values) {
      points.add(new MetricPoint(key, value, 1_000_000L + all.size(), all.size()));
      all.add(value);
    }
    return points;
  }

  /** What the run holds in a field. */
  List<Value> values(RunField field) {
    return switch (field) {
      case Attribute.ID -> text(info.id().value());
      case Attribute.PROJECT -> text(Long.toString(info.projectId().value()));
      case Attribute.NAME -> text(info.name());
      case Attribute.STATUS -> text(info.status().name());
      case Attribute.USER -> text(info.user());
      case Attribute.STARTED_AT -> time(Optional.of(info.startedAt()));
      case Attribute.ENDED_AT -> time(info.endedAt());
      case RunField.Param(String key) -> text(params.get(key));
      case RunField.Tag(String key) -> text(tags.get(key));
      case RunField.Metric metric -> number(metric);
      case RunField.Dataset.NAME -> texts(inputs.stream().map(input -> input.dataset().name()));
      case RunField.Dataset.DIGEST -> texts(inputs.stream().map(input -> input.dataset().digest()));
      case RunField.Dataset.CONTEXT ->
          texts(inputs.stream().flatMap(input -> input.context().stream()));
    };
  }

  private List<Value> number(RunField.Metric metric) {
    List<Double> values = series.getOrDefault(metric.key(), List.of());
    if (values.isEmpty()) {
      return List.of();
    }
    double number =
        switch (metric.aggregate()) {
          case LAST -> values.getLast();
          case MIN -> numbers(values).min().orElse(Double.NaN);
          case MAX -> numbers(values).max().orElse(Double.NaN);
        };
    return List.of(new Value.Numeric(number));
  }

  private static DoubleStream numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).filter(value -> !Double.isNaN(value));
  }

  private static List<Value> text(@Nullable String text) {
    return texts(Stream.ofNullable(text));
  }

  private static List<Value> texts(Stream<String> texts) {
    return texts.<Value>map(Value.Text::new).toList();
  }

  private static List<Value> time(Optional<Instant> at) {
    return at.stream().<Value>map(time -> new Value.Numeric(time.toEpochMilli())).toList();
  }
}
