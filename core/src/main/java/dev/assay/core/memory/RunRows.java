package dev.assay.core.memory;

import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.metric.Summary;
import dev.assay.core.query.CodePointOrder;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Attribute;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads kept runs: as the projection asks, or one field for a search. */
final class RunRows {
  private final MemoryState state;

  RunRows(MemoryState state) {
    this.state = state;
  }

  Run run(RunRow row, Projection projection) {
    RunId id = row.info().id();
    return new Run(
        row.info(),
        only(row.params(), projection.params()),
        only(row.tags(), projection.tags()),
        only(summaries(id), projection.metrics()).values().stream().map(Summary::last).toList(),
        projection.datasets() ? inputs(id) : List.of(),
        projection.models() ? state.modelInputs.get(id, List.of()) : List.of(),
        projection.models() ? state.modelOutputs.get(id, List.of()) : List.of());
  }

  /** What a run holds in a field. */
  List<Value> values(RunRow row, RunField field) {
    return switch (field) {
      case Attribute attribute -> attribute(row.info(), attribute);
      case RunField.Metric(String key, RunField.Aggregate aggregate) ->
          Optional.ofNullable(summaries(row.info().id()).get(key)).stream()
              .<Value>map(summary -> new Value.Numeric(number(summary, aggregate)))
              .toList();
      case RunField.Param(String key) -> text(row.params().get(key));
      case RunField.Tag(String key) -> text(row.tags().get(key));
      case RunField.Dataset part ->
          inputs(row.info().id()).stream()
              .flatMap(input -> text(part(input, part)).stream())
              .toList();
    };
  }

  /** A text that may be absent, as the values of a field. */
  static List<Value> text(@Nullable String text) {
    return text == null ? List.of() : List.of(new Value.Text(text));
  }

  private static List<Value> attribute(RunInfo info, Attribute attribute) {
    return switch (attribute) {
      case ID -> text(info.id().value());
      case NAME -> text(info.name());
      case STATUS -> text(info.status().name());
      case USER -> text(info.user());
      case PROJECT -> text(info.projectId().toString());
      case STARTED_AT -> List.of(MemoryProjects.time(info.startedAt()));
      case ENDED_AT -> info.endedAt().stream().map(MemoryProjects::time).toList();
    };
  }

  private static double number(Summary summary, RunField.Aggregate aggregate) {
    return switch (aggregate) {
      case LAST -> summary.last().value();
      case MIN -> summary.min();
      case MAX -> summary.max();
    };
  }

  private static @Nullable String part(DatasetInput input, RunField.Dataset part) {
    return switch (part) {
      case NAME -> input.dataset().name();
      case DIGEST -> input.dataset().digest();
      case CONTEXT -> input.context().orElse(null);
    };
  }

  private static <V> SortedMap<String, V> only(Map<String, V> all, Projection.Keys keys) {
    SortedMap<String, V> kept = new TreeMap<>(CodePointOrder.BY_CODE_POINT);
    switch (keys) {
      case Projection.Keys.All every -> kept.putAll(all);
      case Projection.Keys.Only(var names) ->
          all.forEach(
              (key, value) -> {
                if (names.contains(key)) {
                  kept.put(key, value);
                }
              });
    }
    return Collections.unmodifiableSortedMap(kept);
  }

  private Map<String, Summary> summaries(RunId run) {
    return state.summaries.get(run, Map.of());
  }

  private List<DatasetInput> inputs(RunId run) {
    return state.datasetInputs.get(run, List.of());
  }
}
