package dev.assay.core.memory;

import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.metric.Summary;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectId;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.run.Run.ModelOutput;
import dev.assay.core.run.RunId;
import java.util.List;
import java.util.Map;

/**
 * All tables of a memory store. Each port changes its own; what several read stands here. Rows are
 * immutable values: to change one, put another.
 */
final class MemoryState {
  final UndoLog undoLog = new UndoLog();
  final Table<ProjectId, Project> projects = table();
  final Table<RunId, RunRow> runs = table();

  /** The summaries of a run's series by key. */
  final Table<RunId, Map<String, Summary>> summaries = table();

  /** The datasets a run used, in the order they were linked. */
  final Table<RunId, List<DatasetInput>> datasetInputs = table();

  /** The logged models a run used, in the order they were linked. */
  final Table<RunId, List<LoggedModelId>> modelInputs = table();

  /** The logged models a run wrote, in the order they were linked. */
  final Table<RunId, List<ModelOutput>> modelOutputs = table();

  /** How many numbers of a kind were given out, by the name of the kind. */
  private final Table<String, Long> counters = table();

  <K, V> Table<K, V> table() {
    return new Table<>(undoLog);
  }

  /** Counts from 0; a number is never given twice, but again after a rollback. */
  long next(String kind) {
    long number = counters.get(kind, 0L);
    counters.put(kind, number + 1);
    return number;
  }

  /** Removes a run with everything that is only its own. */
  void removeRun(RunId run) {
    runs.remove(run);
    summaries.remove(run);
    datasetInputs.remove(run);
    modelInputs.remove(run);
    modelOutputs.remove(run);
  }

  /** Removes a project with everything in it. */
  void removeProject(ProjectId project) {
    runs.all().stream()
        .filter(run -> run.info().projectId().equals(project))
        .forEach(run -> removeRun(run.info().id()));
    projects.remove(project);
  }
}
