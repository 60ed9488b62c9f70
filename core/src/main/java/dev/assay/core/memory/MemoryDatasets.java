package dev.assay.core.memory;

import dev.assay.core.Failure;
import dev.assay.core.dataset.Dataset;
import dev.assay.core.dataset.DatasetInput;
import dev.assay.core.dataset.Datasets;
import dev.assay.core.project.ProjectId;
import dev.assay.core.run.RunId;
import java.util.ArrayList;
import java.util.List;

/** Datasets of runs in memory. */
final class MemoryDatasets implements Datasets {
  private final MemoryState state;

  MemoryDatasets(MemoryState state) {
    this.state = state;
  }

  /** What a dataset is told apart by. */
  record Key(ProjectId project, String name, String digest) {}

  @Override
  public int link(RunId run, List<DatasetInput> inputs) {
    return state.undoLog.transact(
        () -> {
          ProjectId project = projectOf(run);
          List<DatasetInput> links = new ArrayList<>(inputs(run));
          int before = links.size();
          for (DatasetInput input : inputs) {
            Dataset first = firstDescription(project, input.dataset());
            if (links.stream().noneMatch(link -> link.dataset().equals(first))) {
              links.add(new DatasetInput(first, input.tags()));
            }
          }
          state.datasetInputs.put(run, List.copyOf(links));
          return links.size() - before;
        });
  }

  @Override
  public List<DatasetInput> inputs(RunId run) {
    return state.undoLog.read(() -> state.datasetInputs.get(run, List.of()));
  }

  @Override
  public List<Use> uses(List<ProjectId> projects, int limit) {
    return state.undoLog.read(
        () ->
            state.runs.all().stream()
                .filter(row -> projects.contains(row.info().projectId()))
                .flatMap(
                    row ->
                        inputs(row.info().id()).stream()
                            .map(input -> use(row.info().projectId(), input)))
                .distinct()
                .limit(limit)
                .toList());
  }

  private ProjectId projectOf(RunId run) {
    return state
        .runs
        .find(run)
        .orElseThrow(() -> Failure.notFound("there is no run with id " + run))
        .info()
        .projectId();
  }

  private Dataset firstDescription(ProjectId project, Dataset dataset) {
    Key key = new Key(project, dataset.name(), dataset.digest());
    if (!state.datasets.has(key)) {
      state.datasets.put(key, dataset);
    }
    return state.datasets.get(key, dataset);
  }

  private static Use use(ProjectId project, DatasetInput input) {
    return new Use(project, input.dataset().name(), input.dataset().digest(), input.context());
  }
}
