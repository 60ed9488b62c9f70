package dev.assay.protocol.mlflow;

import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.FilterEvaluation;
import dev.assay.core.query.parse.Condition;
import dev.assay.core.query.parse.ModelVersionVocabulary;
import dev.assay.core.query.parse.Name;
import dev.assay.core.query.parse.Term;
import dev.assay.core.query.parse.Vocabulary;
import dev.assay.core.registry.ModelVersionField;
import dev.assay.core.registry.ModelVersionField.Attribute;
import java.util.List;

/**
 * The names of a search of model versions as MLflow has them: a version of no run has the empty
 * {@code run_id}, so {@code run_id != 'x'} finds it.
 */
final class ModelVersionNames implements Vocabulary<ModelVersionField> {
  private static final FilterEvaluation<String, ModelVersionField> ON_TEXT =
      new FilterEvaluation<>((text, field) -> List.of(new Value.Text(text)));

  @Override
  public Term<ModelVersionField> term(Name name) {
    Term<ModelVersionField> term = ModelVersionVocabulary.MODEL_VERSIONS.term(name);
    boolean isRun = name.key().equals("run_id") && !name.entity().startsWith("tag");
    return isRun ? Term.text(ModelVersionNames::run).withLists() : term;
  }

  @Override
  public ModelVersionField orderField(Name name) {
    return ModelVersionVocabulary.MODEL_VERSIONS.orderField(name);
  }

  private static Filter<ModelVersionField> run(Condition condition) {
    Filter<ModelVersionField> filter = condition.on(Attribute.RUN);
    return ON_TEXT.matches(filter, "")
        ? new Filter.Or<>(List.of(new Filter.Absent<>(Attribute.RUN), filter))
        : filter;
  }
}
