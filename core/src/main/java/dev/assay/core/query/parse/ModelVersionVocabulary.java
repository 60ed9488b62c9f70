package dev.assay.core.query.parse;

import dev.assay.core.registry.ModelVersionField;
import dev.assay.core.registry.ModelVersionField.Attribute;

/** The names model versions are searched by: {@code name}, {@code run_id}, {@code tags.x}, ... */
public final class ModelVersionVocabulary implements Vocabulary<ModelVersionField> {
  public static final ModelVersionVocabulary MODEL_VERSIONS = new ModelVersionVocabulary();

  private static final String KNOWN =
      "model versions have tags.KEY and the attributes name, run_id, source_path, version_number";
  private static final String ORDERS =
      "model versions are ordered by name, version_number, creation_timestamp or"
          + " last_updated_timestamp";

  private ModelVersionVocabulary() {}

  @Override
  public Term<ModelVersionField> term(Name name) {
    if (name.key().isEmpty() || name.function().isPresent()) {
      throw Vocabulary.unknown(name, KNOWN);
    }
    return switch (name.entity()) {
      case "tags", "tag" -> Term.text(new ModelVersionField.Tag(name.key()));
      case "", "attribute", "attributes" ->
          switch (name.key()) {
            case "name" -> Term.<ModelVersionField>text(Attribute.NAME).withLists();
            case "run_id" -> Term.<ModelVersionField>text(Attribute.RUN).withLists();
            case "source_path" -> Term.text(Attribute.SOURCE);
            case "version_number" -> Term.wholeNumber(Attribute.NUMBER);
            default -> throw Vocabulary.unknown(name, KNOWN);
          };
      default -> throw Vocabulary.unknown(name, KNOWN);
    };
  }

  @Override
  public ModelVersionField orderField(Name name) {
    boolean isAttribute = name.entity().isEmpty() || name.entity().equals("attribute");
    if (!isAttribute || name.function().isPresent()) {
      throw Vocabulary.unknown(name, ORDERS);
    }
    return switch (name.key()) {
      case "name" -> Attribute.NAME;
      case "version_number" -> Attribute.NUMBER;
      case "creation_timestamp" -> Attribute.CREATED_AT;
      case "last_updated_timestamp" -> Attribute.UPDATED_AT;
      default -> throw Vocabulary.unknown(name, ORDERS);
    };
  }
}
