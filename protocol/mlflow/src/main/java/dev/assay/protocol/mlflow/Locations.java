package dev.assay.protocol.mlflow;

import dev.assay.core.project.Project;
import dev.assay.core.project.ProjectId;
import dev.assay.core.project.Projects;
import dev.assay.core.registry.LoggedModelId;
import dev.assay.core.run.RunId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where clients are told to keep files: below the project's own location, or in Assay's own store
 * through the artifact endpoints. A project's location never changes, so it is remembered.
 * Thread-safe.
 */
final class Locations {
  /** The scheme clients send to the artifact endpoints of the server they log to. */
  static final String PROXY = "mlflow-artifacts:/";

  private static final int REMEMBERED_MAX = 10_000;

  private final Projects projects;
  private final Map<ProjectId, String> roots = new ConcurrentHashMap<>();

  Locations(Projects projects) {
    this.projects = projects;
  }

  /** The artifact_location of a project. */
  static String of(Project project) {
    return project.artifactLocation().orElse(PROXY + project.id());
  }

  String ofProject(ProjectId id) {
    String known = roots.get(id);
    if (known != null) {
      return known;
    }
    String root = projects.find(id).map(Locations::of).orElse(PROXY + id);
    if (roots.size() < REMEMBERED_MAX) {
      roots.put(id, root);
    }
    return root;
  }

  /** The artifact_uri of a run. */
  String ofRun(ProjectId project, RunId run) {
    return below(project, run + "/artifacts");
  }

  /** The artifact_uri of a logged model. */
  String ofModel(ProjectId project, LoggedModelId model) {
    return below(project, "models/" + model + "/artifacts");
  }

  /** A place below that of a project; a query in the project's location stays at the end. */
  String below(ProjectId project, String path) {
    String root = ofProject(project);
    int query = root.indexOf('?');
    String plain = query < 0 ? root : root.substring(0, query);
    String rest = query < 0 ? "" : root.substring(query);
    return plain + (plain.endsWith("/") ? "" : "/") + path + rest;
  }
}
