package dev.assay.core.memory;

import dev.assay.core.Failure;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectField;
import dev.assay.core.project.ProjectField.Attribute;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.ProjectQuery;
import dev.assay.core.project.Projects;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.FilterEvaluation;
import dev.assay.core.query.Page;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.RowOrder;
import dev.assay.core.query.Visibility;
import dev.assay.core.run.RunInfo;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Projects in memory. */
final class MemoryProjects implements Projects {
  private final MemoryState state;

  MemoryProjects(MemoryState state) {
    this.state = state;
  }

  @Override
  public Project create(
      String name, Optional<String> artifactLocation, Map<String, String> tags, Instant at) {
    return state.undoLog.transact(
        () -> {
          requireFree(name);
          ProjectId id = new ProjectId(state.next("project"));
          Instant now = millis(at);
          Project project =
              new Project(id, name, artifactLocation, now, now, Optional.empty(), tags);
          state.projects.put(id, project);
          return project;
        });
  }

  @Override
  public Optional<Project> find(ProjectId id) {
    return state.undoLog.read(() -> state.projects.find(id));
  }

  @Override
  public Optional<Project> findByName(String name) {
    return state.undoLog.read(() -> named(name));
  }

  @Override
  public Page<Project> search(ProjectQuery query, PageRequest page) {
    FilterEvaluation<Project, ProjectField> evaluation =
        new FilterEvaluation<>(MemoryProjects::values);
    return state.undoLog.read(
        () -> {
          Stream<Project> found =
              state.projects.all().stream()
                  .filter(project -> isVisible(query.visibility(), project.isDeleted()))
                  .filter(project -> evaluation.matches(query.filter(), project));
          return new RowOrder<>(query.totalOrder(), MemoryProjects::values).page(found, page);
        });
  }

  @Override
  public void rename(ProjectId id, String name, Instant at) {
    state.undoLog.transact(
        () -> {
          if (!existing(id).name().equals(name)) {
            requireFree(name);
          }
          change(id, project -> with(project, name, at, project.deletedAt(), project.tags()));
        });
  }

  @Override
  public void setDeleted(ProjectId id, Optional<Instant> deletedAt, Instant at) {
    Optional<Instant> deleted = deletedAt.map(MemoryProjects::millis);
    state.undoLog.transact(
        () -> {
          change(id, project -> with(project, project.name(), at, deleted, project.tags()));
          for (RunRow run : state.runs.all()) {
            RunInfo info = run.info();
            if (info.projectId().equals(id) && info.isDeleted() != deleted.isPresent()) {
              state.runs.put(info.id(), run.with(info.withDeletedAt(deleted)));
            }
          }
        });
  }

  @Override
  public void setTags(ProjectId id, Map<String, String> tags, Instant at) {
    change(
        id,
        project -> {
          Map<String, String> all = new HashMap<>(project.tags());
          all.putAll(tags);
          return with(project, project.name(), at, project.deletedAt(), all);
        });
  }

  @Override
  public boolean deleteTag(ProjectId id, String key, Instant at) {
    return state.undoLog.transact(
        () -> {
          Map<String, String> tags =
              new HashMap<>(state.projects.find(id).map(Project::tags).orElse(Map.of()));
          if (tags.remove(key) == null) {
            return false;
          }
          change(id, project -> with(project, project.name(), at, project.deletedAt(), tags));
          return true;
        });
  }

  @Override
  public void purge(ProjectId id) {
    state.undoLog.transact(
        () -> {
          if (!existing(id).isDeleted()) {
            throw Failure.conflict("project " + id + " is not deleted: delete it before a purge");
          }
          state.removeProject(id);
        });
  }

  static boolean isVisible(Visibility visibility, boolean isDeleted) {
    return switch (visibility) {
      case ACTIVE -> !isDeleted;
      case DELETED -> isDeleted;
      case ALL -> true;
    };
  }

  static Instant millis(Instant at) {
    return at.truncatedTo(ChronoUnit.MILLIS);
  }

  private void change(ProjectId id, UnaryOperator<Project> change) {
    state.undoLog.transact(() -> state.projects.put(id, change.apply(existing(id))));
  }

  private Project existing(ProjectId id) {
    return state
        .projects
        .find(id)
        .orElseThrow(() -> Failure.notFound("there is no project with id " + id));
  }

  private Optional<Project> named(String name) {
    return state.projects.all().stream().filter(project -> project.name().equals(name)).findFirst();
  }

  private void requireFree(String name) {
    named(name)
        .ifPresent(
            project -> {
              throw Failure.alreadyExists("there is a project named '" + name + "' already");
            });
  }

  private static Project with(
      Project project,
      String name,
      Instant updatedAt,
      Optional<Instant> deletedAt,
      Map<String, String> tags) {
    return new Project(
        project.id(),
        name,
        project.artifactLocation(),
        project.createdAt(),
        millis(updatedAt),
        deletedAt,
        tags);
  }

  private static List<Value> values(Project project, ProjectField field) {
    return switch (field) {
      case Attribute.ID -> List.of(new Value.Numeric(project.id().value()));
      case Attribute.NAME -> List.of(new Value.Text(project.name()));
      case Attribute.CREATED_AT -> List.of(time(project.createdAt()));
      case Attribute.UPDATED_AT -> List.of(time(project.updatedAt()));
      case ProjectField.Tag(String key) -> RunRows.text(project.tags().get(key));
    };
  }

  static Value time(Instant at) {
    return new Value.Numeric(at.toEpochMilli());
  }
}
