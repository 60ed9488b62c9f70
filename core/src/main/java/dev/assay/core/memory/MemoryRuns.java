package dev.assay.core.memory;

import dev.assay.core.Failure;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.FilterEvaluation;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.RowOrder;
import dev.assay.core.run.Projection;
import dev.assay.core.run.Run;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.RunQuery;
import dev.assay.core.run.Runs;
import dev.assay.core.run.Status;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Runs in memory. */
final class MemoryRuns implements Runs {
  private final MemoryState state;
  private final RunRows rows;

  MemoryRuns(MemoryState state) {
    this.state = state;
    this.rows = new RunRows(state);
  }

  @Override
  public void create(RunInfo run, Map<String, String> tags) {
    state.undoLog.transact(
        () -> {
          if (!state.projects.has(run.projectId())) {
            throw Failure.notFound("there is no project with id " + run.projectId());
          }
          if (state.runs.has(run.id())) {
            throw Failure.alreadyExists("there is a run with id " + run.id() + " already");
          }
          RunInfo kept = inMillis(run, run.projectId());
          state.runs.put(run.id(), new RunRow(kept, Map.of(), tags, kept.startedAt()));
        });
  }

  @Override
  public Optional<Run> find(RunId id, Projection projection) {
    return state.undoLog.read(() -> state.runs.find(id).map(row -> rows.run(row, projection)));
  }

  @Override
  public Optional<RunInfo> info(RunId id) {
    return state.undoLog.read(() -> state.runs.find(id).map(RunRow::info));
  }

  @Override
  public List<RunInfo> startingWith(String idPrefix, int limit) {
    return state.undoLog.read(
        () ->
            state.runs.all().stream()
                .map(RunRow::info)
                .filter(run -> run.id().value().startsWith(idPrefix))
                .sorted(Comparator.comparing(RunInfo::id))
                .limit(limit)
                .toList());
  }

  @Override
  public Page<Run> search(RunQuery query, Projection projection, PageRequest page) {
    FilterEvaluation<RunRow, RunField> evaluation = new FilterEvaluation<>(rows::values);
    Set<ProjectId> projects = new HashSet<>(query.projects());
    return state.undoLog.read(
        () -> {
          Stream<RunRow> found =
              state.runs.all().stream()
                  .filter(row -> projects.contains(row.info().projectId()))
                  .filter(
                      row -> MemoryProjects.isVisible(query.visibility(), row.info().isDeleted()))
                  .filter(row -> evaluation.matches(query.filter(), row));
          return new RowOrder<>(query.totalOrder(), rows::values)
              .page(found, page)
              .map(row -> rows.run(row, projection));
        });
  }

  @Override
  public void update(RunInfo info) {
    state.undoLog.transact(
        () -> {
          RunRow row = existing(info.id());
          state.runs.put(info.id(), row.with(inMillis(info, row.info().projectId())));
        });
  }

  @Override
  public Set<String> addParams(RunId id, Map<String, String> params) {
    return state.undoLog.transact(
        () -> {
          RunRow row = existing(id);
          Map<String, String> all = new HashMap<>(row.params());
          Set<String> added = new HashSet<>();
          params.forEach(
              (key, value) -> {
                String kept = all.putIfAbsent(key, value);
                if (kept == null) {
                  added.add(key);
                } else if (!kept.equals(value)) {
                  throw changed(key, kept, value);
                }
              });
          state.runs.put(id, row.withParams(all));
          return added;
        });
  }

  @Override
  public Set<String> setTags(RunId id, Map<String, String> tags) {
    return state.undoLog.transact(
        () -> {
          RunRow row = existing(id);
          Map<String, String> all = new HashMap<>(row.tags());
          Set<String> set = new HashSet<>();
          tags.forEach(
              (key, value) -> {
                if (!value.equals(all.put(key, value))) {
                  set.add(key);
                }
              });
          state.runs.put(id, row.withTags(all));
          return set;
        });
  }

  @Override
  public boolean deleteTag(RunId id, String key) {
    return state.undoLog.transact(
        () -> {
          Optional<RunRow> row = state.runs.find(id).filter(run -> run.tags().containsKey(key));
          row.ifPresent(
              run -> {
                Map<String, String> tags = new HashMap<>(run.tags());
                tags.remove(key);
                state.runs.put(id, run.withTags(tags));
              });
          return row.isPresent();
        });
  }

  @Override
  public void heard(RunId id, Instant at) {
    state.undoLog.transact(
        () ->
            state
                .runs
                .find(id)
                .filter(row -> at.isAfter(row.heardAt()))
                .ifPresent(row -> state.runs.put(id, row.heard(MemoryProjects.millis(at)))));
  }

  @Override
  public List<RunInfo> silentSince(Instant before, int limit) {
    return state.undoLog.read(
        () ->
            state.runs.all().stream()
                .filter(row -> row.info().status() == Status.RUNNING && !row.info().isDeleted())
                .filter(row -> row.heardAt().isBefore(before))
                .sorted(Comparator.comparing(RunRow::heardAt))
                .limit(limit)
                .map(RunRow::info)
                .toList());
  }

  @Override
  public void purge(RunId id) {
    state.undoLog.transact(
        () -> {
          if (!existing(id).info().isDeleted()) {
            throw Failure.conflict("run " + id + " is not deleted: delete it before a purge");
          }
          state.removeRun(id);
        });
  }

  private RunRow existing(RunId id) {
    return state.runs.find(id).orElseThrow(() -> Failure.notFound("there is no run with id " + id));
  }

  private static RunInfo inMillis(RunInfo run, ProjectId project) {
    return new RunInfo(
        run.id(),
        project,
        run.name(),
        run.user(),
        run.status(),
        run.lifecycle(),
        MemoryProjects.millis(run.startedAt()),
        run.endedAt().map(MemoryProjects::millis),
        run.deletedAt().map(MemoryProjects::millis),
        run.lostAt().map(MemoryProjects::millis));
  }

  private static Failure changed(String key, String kept, String value) {
    return Failure.conflict(
        "param '" + key + "' is '" + kept + "' already and cannot become '" + value + "'");
  }
}
