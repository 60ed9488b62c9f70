package dev.assay.core.memory;

import dev.assay.core.Failure;
import dev.assay.core.query.FilterEvaluation;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.RowOrder;
import dev.assay.core.registry.LoggedModel;
import dev.assay.core.registry.LoggedModelField;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModelQuery;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.registry.ModelMetric;
import dev.assay.core.run.Run.ModelOutput;
import dev.assay.core.run.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Logged models in memory. */
final class MemoryLoggedModels implements LoggedModels {
  private final MemoryState state;

  MemoryLoggedModels(MemoryState state) {
    this.state = state;
  }

  @Override
  public void create(LoggedModel model) {
    state.undoLog.transact(
        () -> {
          if (!state.projects.has(model.projectId())) {
            throw Failure.notFound("there is no project with id " + model.projectId());
          }
          if (state.loggedModels.has(model.id())) {
            throw Failure.alreadyExists(
                "there is a logged model with id " + model.id() + " already");
          }
          state.loggedModels.put(model.id(), LoggedModelRows.inMillis(model));
        });
  }

  @Override
  public Optional<LoggedModel> find(LoggedModelId id) {
    return state.undoLog.read(() -> state.loggedModels.find(id));
  }

  @Override
  public Page<LoggedModel> search(LoggedModelQuery query, PageRequest page) {
    LoggedModelRows rows = new LoggedModelRows(query.datasets());
    FilterEvaluation<LoggedModel, LoggedModelField> evaluation =
        new FilterEvaluation<>(rows::values);
    return state.undoLog.read(
        () -> {
          Stream<LoggedModel> found =
              state.loggedModels.all().stream()
                  .filter(model -> model.deletedAt().isEmpty())
                  .filter(model -> query.projects().contains(model.projectId()))
                  .filter(rows::hasDataset)
                  .filter(model -> evaluation.matches(query.filter(), model));
          return new RowOrder<>(query.totalOrder(), rows::values).page(found, page);
        });
  }

  @Override
  public void update(
      LoggedModelId id, LoggedModel.Status status, Optional<Instant> deletedAt, Instant at) {
    change(id, model -> LoggedModelRows.with(model, status, deletedAt, at));
  }

  @Override
  public void setTags(LoggedModelId id, Map<String, String> tags, Instant at) {
    change(
        id,
        model -> {
          Map<String, String> all = new HashMap<>(model.tags());
          all.putAll(tags);
          return LoggedModelRows.with(model, model.params(), all, at);
        });
  }

  @Override
  public boolean deleteTag(LoggedModelId id, String key, Instant at) {
    return state.undoLog.transact(
        () -> {
          Map<String, String> tags = new HashMap<>(existing(id).tags());
          if (tags.remove(key) == null) {
            return false;
          }
          change(id, model -> LoggedModelRows.with(model, model.params(), tags, at));
          return true;
        });
  }

  @Override
  public void addParams(LoggedModelId id, Map<String, String> params, Instant at) {
    change(
        id,
        model -> {
          Map<String, String> all = new HashMap<>(model.params());
          params.forEach(
              (key, value) -> {
                if (all.putIfAbsent(key, value) != null) {
                  throw Failure.invalid(
                      "logged model " + id + " has a param '" + key + "' already");
                }
              });
          return LoggedModelRows.with(model, all, model.tags(), at);
        });
  }

  @Override
  public void addMetrics(List<ModelMetric> metrics) {
    state.undoLog.transact(
        () ->
            metrics.forEach(
                metric ->
                    change(
                        metric.model(),
                        model ->
                            LoggedModelRows.with(
                                model, LoggedModelRows.latest(model.metrics(), metric)))));
  }

  @Override
  public int linkInputs(RunId run, List<LoggedModelId> models) {
    return state.undoLog.transact(() -> link(state.modelInputs, run, models, Function.identity()));
  }

  @Override
  public int linkOutputs(RunId run, List<ModelOutput> outputs) {
    return state.undoLog.transact(() -> link(state.modelOutputs, run, outputs, ModelOutput::model));
  }

  private <L> int link(
      Table<RunId, List<L>> table, RunId run, List<L> links, Function<L, LoggedModelId> model) {
    if (!state.runs.has(run)) {
      throw Failure.notFound("there is no run with id " + run);
    }
    List<L> all = new ArrayList<>(table.get(run, List.of()));
    int before = all.size();
    for (L link : links) {
      LoggedModelId id = model.apply(link);
      if (all.stream().noneMatch(known -> model.apply(known).equals(id))) {
        all.add(link);
      }
    }
    table.put(run, List.copyOf(all));
    return all.size() - before;
  }

  private void change(LoggedModelId id, Function<LoggedModel, LoggedModel> change) {
    state.undoLog.transact(() -> state.loggedModels.put(id, change.apply(existing(id))));
  }

  private LoggedModel existing(LoggedModelId id) {
    return state
        .loggedModels
        .find(id)
        .orElseThrow(() -> Failure.notFound("there is no logged model with id " + id));
  }
}
