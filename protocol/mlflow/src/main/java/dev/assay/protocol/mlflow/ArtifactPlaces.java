package dev.assay.protocol.mlflow;

import dev.assay.core.artifact.ArtifactOwner;
import dev.assay.core.artifact.ArtifactPath;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.Projects;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.registry.LoggedModels;
import dev.assay.core.run.RunId;
import dev.assay.core.run.Runs;
import java.util.List;
import java.util.Optional;

/**
 * Whose files lie at a path of the artifact proxy. {@code <project>/<run>/artifacts/...} belongs to
 * the run, {@code <project>/models/<model>/artifacts/...} to the logged model, all else below
 * {@code <project>/} to the project.
 */
final class ArtifactPlaces {
  private static final String ARTIFACTS = "artifacts";
  private static final int PROJECT_DIGITS_MAX = 18;

  private final Projects projects;
  private final Runs runs;
  private final LoggedModels models;

  ArtifactPlaces(Projects projects, Runs runs, LoggedModels models) {
    this.projects = projects;
    this.runs = runs;
    this.models = models;
  }

  /** A path inside its owner. */
  record Place(ArtifactOwner owner, ArtifactPath path) {}

  /** The place of a path; empty when it names no project there is. */
  Optional<Place> find(ArtifactPath path) {
    List<String> segments = path.segments();
    if (segments.isEmpty() || !isProject(segments.getFirst())) {
      return Optional.empty();
    }
    ProjectId project = ProjectId.parse(segments.getFirst());
    return inRun(project, segments)
        .or(() -> inModel(project, segments))
        .or(() -> inProject(project, segments));
  }

  /** The place an address of the proxy, as clients get them, stands for. */
  Optional<Place> at(String location) {
    return location.startsWith(Locations.PROXY)
        ? find(PathChecks.folder(location.substring(Locations.PROXY.length())))
        : Optional.empty();
  }

  private Optional<Place> inRun(ProjectId project, List<String> segments) {
    if (segments.size() < 3 || !segments.get(2).equals(ARTIFACTS)) {
      return Optional.empty();
    }
    return Optional.of(segments.get(1))
        .filter(RunId::isValid)
        .map(RunId::new)
        .flatMap(runs::info)
        .filter(run -> run.projectId().equals(project))
        .map(run -> new Place(new ArtifactOwner.OfRun(run.id()), below(segments, 3)));
  }

  private Optional<Place> inModel(ProjectId project, List<String> segments) {
    if (segments.size() < 4
        || !segments.get(1).equals("models")
        || !segments.get(3).equals(ARTIFACTS)) {
      return Optional.empty();
    }
    return Optional.of(segments.get(2))
        .filter(LoggedModelId::isValid)
        .map(LoggedModelId::new)
        .flatMap(models::find)
        .filter(model -> model.projectId().equals(project))
        .map(model -> new Place(new ArtifactOwner.OfModel(model.id()), below(segments, 4)));
  }

  private Optional<Place> inProject(ProjectId project, List<String> segments) {
    return projects
        .find(project)
        .map(found -> new Place(new ArtifactOwner.OfProject(project), below(segments, 1)));
  }

  private static ArtifactPath below(List<String> segments, int depth) {
    return new ArtifactPath(segments.subList(depth, segments.size()));
  }

  private static boolean isProject(String segment) {
    return segment.length() <= PROJECT_DIGITS_MAX
        && segment.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
