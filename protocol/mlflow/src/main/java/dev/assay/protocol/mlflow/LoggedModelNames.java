package dev.assay.protocol.mlflow;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.parse.LoggedModelVocabulary;
import dev.assay.core.query.parse.Name;
import dev.assay.core.query.parse.Term;
import dev.assay.core.query.parse.Vocabulary;
import dev.assay.core.registry.LoggedModelField;
import dev.assay.core.registry.LoggedModelField.Attribute;
import java.util.List;

/**
 * The names of a search of logged models as MLflow has them: {@code artifact_location} is worked
 * out from project and model.
 */
final class LoggedModelNames implements Vocabulary<LoggedModelField> {
  private final ArtifactUris<LoggedModelField> artifactUris;

  LoggedModelNames(List<ProjectId> projects, Locations locations) {
    this.artifactUris =
        new ArtifactUris<>(
            projects,
            locations,
            id -> "models/" + id + "/artifacts",
            Attribute.PROJECT,
            Attribute.ID);
  }

  @Override
  public Term<LoggedModelField> term(Name name) {
    return isLocation(name)
        ? Term.text(artifactUris::filter).withLists()
        : LoggedModelVocabulary.LOGGED_MODELS.term(name);
  }

  /** Within a project the places of models sort as their ids do. */
  @Override
  public LoggedModelField orderField(Name name) {
    return isLocation(name) ? Attribute.ID : LoggedModelVocabulary.LOGGED_MODELS.orderField(name);
  }

  private static boolean isLocation(Name name) {
    return LoggedModelVocabulary.isAttribute(name)
        && name.key().equals("artifact_location")
        && name.function().isEmpty();
  }
}
