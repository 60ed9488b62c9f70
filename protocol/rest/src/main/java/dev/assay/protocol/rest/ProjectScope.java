package dev.assay.protocol.rest;

import dev.assay.core.Failure;
import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.ProjectQuery;
import dev.assay.core.project.Projects;
import dev.assay.core.query.Filter;
import dev.assay.core.query.PageRequest;
import dev.assay.core.query.Visibility;
import java.util.List;

/** Which projects a request speaks of: by id, by name, or all. */
final class ProjectScope {
  private final Projects projects;

  ProjectScope(Projects projects) {
    this.projects = projects;
  }

  /** Every active project, up to a limit beyond which the request must name them. */
  List<ProjectId> all(int limit) {
    ProjectQuery active = new ProjectQuery(Visibility.ACTIVE, Filter.everything(), List.of());
    var page = projects.search(active, PageRequest.first(limit));
    if (page.next().isPresent()) {
      throw Failure.limit(
          "there are more than " + limit + " projects; name those to search in 'projects'");
    }
    return page.items().stream().map(Project::id).toList();
  }

  /** The project of this id or, failing that, of this name. */
  ProjectId named(String idOrName) {
    if (!idOrName.isEmpty()
        && idOrName.length() < 19
        && idOrName.chars().allMatch(Character::isDigit)) {
      return new ProjectId(Long.parseLong(idOrName));
    }
    return projects
        .findByName(idOrName)
        .map(Project::id)
        .orElseThrow(() -> Failure.notFound("there is no project '" + idOrName + "'"));
  }
}
