package dev.assay.core.query.parse;

import dev.assay.core.registry.LoggedModelField;
import dev.assay.core.registry.LoggedModelField.Attribute;

/** The names logged models are searched by: {@code name}, {@code metrics.x}, {@code tags.x}, ... */
public final class LoggedModelVocabulary implements Vocabulary<LoggedModelField> {
  public static final LoggedModelVocabulary LOGGED_MODELS = new LoggedModelVocabulary();

  private static final String KNOWN =
      "logged models have metrics.KEY, params.KEY, tags.KEY and the attributes name, model_id,"
          + " model_type, status, source_run_id, artifact_location, experiment_id,"
          + " creation_timestamp, last_updated_timestamp";

  private LoggedModelVocabulary() {}

  @Override
  public Term<LoggedModelField> term(Name name) {
    return switch (orderField(name)) {
      case Attribute.CREATED_AT -> Term.number(Attribute.CREATED_AT);
      case Attribute.UPDATED_AT -> Term.number(Attribute.UPDATED_AT);
      case Attribute attribute -> Term.<LoggedModelField>text(attribute).withLists();
      case LoggedModelField.Metric metric -> Term.number(metric);
      case LoggedModelField.Param param -> Term.<LoggedModelField>text(param).withLists();
      case LoggedModelField.Tag tag -> Term.<LoggedModelField>text(tag).withLists();
    };
  }

  @Override
  public LoggedModelField orderField(Name name) {
    if (name.key().isEmpty() || name.function().isPresent()) {
      throw Vocabulary.unknown(name, KNOWN);
    }
    return switch (name.entity()) {
      case "metrics" -> new LoggedModelField.Metric(name.key());
      case "params" -> new LoggedModelField.Param(name.key());
      case "tags" -> new LoggedModelField.Tag(name.key());
      case "", "attributes" -> attribute(name);
      default -> throw Vocabulary.unknown(name, KNOWN);
    };
  }

  /** Whether the name is written as that of an attribute. */
  public static boolean isAttribute(Name name) {
    return name.entity().isEmpty() || name.entity().equals("attributes");
  }

  private static Attribute attribute(Name name) {
    return switch (name.key()) {
      case "name" -> Attribute.NAME;
      case "model_id" -> Attribute.ID;
      case "model_type" -> Attribute.MODEL_TYPE;
      case "status" -> Attribute.STATUS;
      case "source_run_id" -> Attribute.SOURCE_RUN;
      case "experiment_id" -> Attribute.PROJECT;
      case "creation_timestamp", "creation_time" -> Attribute.CREATED_AT;
      case "last_updated_timestamp" -> Attribute.UPDATED_AT;
      default -> throw Vocabulary.unknown(name, KNOWN);
    };
  }
}
