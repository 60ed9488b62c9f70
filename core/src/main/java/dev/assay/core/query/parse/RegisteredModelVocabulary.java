package dev.assay.core.query.parse;

import dev.assay.core.registry.RegisteredModelField;
import dev.assay.core.registry.RegisteredModelField.Attribute;

/** The names registered models are searched by: {@code name} and {@code tags.x}. */
public final class RegisteredModelVocabulary implements Vocabulary<RegisteredModelField> {
  public static final RegisteredModelVocabulary REGISTERED_MODELS = new RegisteredModelVocabulary();

  private static final String KNOWN = "registered models have tags.KEY and the attribute name";
  private static final String ORDERS =
      "registered models are ordered by name, timestamp or last_updated_timestamp";

  private RegisteredModelVocabulary() {}

  @Override
  public Term<RegisteredModelField> term(Name name) {
    if (name.key().isEmpty() || name.function().isPresent()) {
      throw Vocabulary.unknown(name, KNOWN);
    }
    return switch (name.entity()) {
      case "tags", "tag" -> Term.text(new RegisteredModelField.Tag(name.key()));
      case "", "attribute", "attributes" -> {
        if (!name.key().equals("name")) {
          throw Vocabulary.unknown(name, KNOWN);
        }
        yield Term.<RegisteredModelField>text(Attribute.NAME).withLists();
      }
      default -> throw Vocabulary.unknown(name, KNOWN);
    };
  }

  @Override
  public RegisteredModelField orderField(Name name) {
    boolean isAttribute = name.entity().isEmpty() || name.entity().equals("attribute");
    if (!isAttribute || name.function().isPresent()) {
      throw Vocabulary.unknown(name, ORDERS);
    }
    return switch (name.key()) {
      case "name" -> Attribute.NAME;
      case "timestamp", "last_updated_timestamp" -> Attribute.UPDATED_AT;
      case "creation_timestamp" -> Attribute.CREATED_AT;
      default -> throw Vocabulary.unknown(name, ORDERS);
    };
  }
}
