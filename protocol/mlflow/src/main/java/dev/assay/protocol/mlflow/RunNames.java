package dev.assay.protocol.mlflow;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.LikePattern;
import dev.assay.core.query.parse.Condition;
import dev.assay.core.query.parse.Name;
import dev.assay.core.query.parse.RunVocabulary;
import dev.assay.core.query.parse.Term;
import dev.assay.core.query.parse.Vocabulary;
import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Attribute;
import dev.assay.core.run.Status;
import java.util.Arrays;
import java.util.List;

/**
 * The names of a search of runs as MLflow has them: the tag of the name is the name, statuses are
 * in MLflow's words, and {@code artifact_uri} is worked out from project and run.
 */
final class RunNames implements Vocabulary<RunField> {
  /** The tag that shows the name of a run. */
  static final String RUN_NAME_TAG = "mlflow.runName";

  private final ArtifactUris<RunField> artifactUris;

  RunNames(List<ProjectId> projects, Locations locations) {
    this.artifactUris =
        new ArtifactUris<>(
            projects, locations, id -> id + "/artifacts", Attribute.PROJECT, Attribute.ID);
  }

  @Override
  public Term<RunField> term(Name name) {
    if (isRunName(name)) {
      return Term.<RunField>text(Attribute.NAME).withNull();
    }
    if (isArtifactUri(name)) {
      return Term.text(artifactUris::filter);
    }
    if (RunVocabulary.isAttribute(name) && name.key().equals("status")) {
      return Term.text(RunNames::status);
    }
    return RunVocabulary.RUNS.term(name);
  }

  /** Within a project the addresses of runs sort as their ids do. */
  @Override
  public RunField orderField(Name name) {
    if (isRunName(name)) {
      return Attribute.NAME;
    }
    return isArtifactUri(name) ? Attribute.ID : RunVocabulary.RUNS.orderField(name);
  }

  private static boolean isRunName(Name name) {
    return RunVocabulary.isTag(name)
        && name.key().equals(RUN_NAME_TAG)
        && name.function().isEmpty();
  }

  private static boolean isArtifactUri(Name name) {
    return RunVocabulary.isAttribute(name)
        && name.key().equals("artifact_uri")
        && name.function().isEmpty();
  }

  private static Filter<RunField> status(Condition condition) {
    List<String> statuses =
        Arrays.stream(Status.values())
            .filter(status -> holds(condition, Choices.name(status)))
            .map(Status::name)
            .toList();
    return new Filter.Membership<>(Attribute.STATUS, false, statuses);
  }

  private static boolean holds(Condition condition, String word) {
    return switch (condition) {
      case Condition.Compared(Operator operator, Value.Text(String text)) ->
          switch (operator) {
            case EQUAL -> word.equals(text);
            case NOT_EQUAL -> !word.equals(text);
            case LIKE -> new LikePattern(text, false).matches(word);
            case ILIKE -> new LikePattern(text, true).matches(word);
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
          };
      case Condition.Compared compared -> false;
      case Condition.Listed(boolean negated, List<String> words) -> words.contains(word) != negated;
      case Condition.Missing(boolean negated) -> negated;
    };
  }
}
