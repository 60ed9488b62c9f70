package dev.assay.core.query.parse;

import dev.assay.core.run.RunField;
import dev.assay.core.run.RunField.Aggregate;
import dev.assay.core.run.RunField.Attribute;
import java.util.Optional;

/** The names runs are searched by: {@code metrics.x}, {@code params.x}, {@code status}, ... */
public final class RunVocabulary implements Vocabulary<RunField> {
  public static final RunVocabulary RUNS = new RunVocabulary();

  private static final String KNOWN =
      "runs have metrics.KEY, params.KEY, tags.KEY, dataset.name, dataset.digest, dataset.context"
          + " and the attributes run_id, run_name, status, user_id, artifact_uri, start_time,"
          + " end_time";

  private RunVocabulary() {}

  @Override
  public Term<RunField> term(Name name) {
    return switch (field(name)) {
      case RunField.Metric metric -> Term.number(metric);
      case RunField.Param param -> Term.<RunField>text(param).withNull();
      case RunField.Tag tag -> Term.<RunField>text(tag).withNull();
      case RunField.Dataset dataset -> Term.<RunField>text(dataset).withLists();
      case Attribute attribute -> attributeTerm(attribute);
    };
  }

  @Override
  public RunField orderField(Name name) {
    RunField field = field(name);
    if (field instanceof RunField.Dataset) {
      throw Vocabulary.unknown(name, "runs are not ordered by their datasets");
    }
    return field;
  }

  /** Whether the name is written as that of an attribute. */
  public static boolean isAttribute(Name name) {
    return switch (name.entity()) {
      case "", "attributes", "attribute", "attr", "run" -> true;
      default -> false;
    };
  }

  /** Whether the name is written as that of a tag. */
  public static boolean isTag(Name name) {
    return name.entity().equals("tags") || name.entity().equals("tag");
  }

  private static Term<RunField> attributeTerm(Attribute attribute) {
    return switch (attribute) {
      case ID -> Term.<RunField>text(attribute).withLists();
      case PROJECT, NAME, STATUS, USER -> Term.text(attribute);
      case STARTED_AT, ENDED_AT -> Term.number(attribute);
    };
  }

  private static RunField field(Name name) {
    if (isAttribute(name)) {
      return attribute(name.key())
          .filter(attribute -> name.function().isEmpty())
          .orElseThrow(() -> Vocabulary.unknown(name, KNOWN));
    }
    boolean isMetric = name.entity().equals("metrics") || name.entity().equals("metric");
    if (name.key().isEmpty() || (name.function().isPresent() && !isMetric)) {
      throw Vocabulary.unknown(name, KNOWN);
    }
    return switch (name.entity()) {
      case "metrics", "metric" -> new RunField.Metric(name.key(), aggregate(name));
      case "params", "param", "parameters", "parameter" -> new RunField.Param(name.key());
      case "tags", "tag" -> new RunField.Tag(name.key());
      case "datasets", "dataset" -> dataset(name);
      default -> throw Vocabulary.unknown(name, KNOWN);
    };
  }

  private static Aggregate aggregate(Name name) {
    return switch (name.function().orElse("last")) {
      case "last" -> Aggregate.LAST;
      case "min" -> Aggregate.MIN;
      case "max" -> Aggregate.MAX;
      default -> throw Vocabulary.unknown(name, "the functions are min, max and last");
    };
  }

  private static RunField.Dataset dataset(Name name) {
    return switch (name.key()) {
      case "name" -> RunField.Dataset.NAME;
      case "digest" -> RunField.Dataset.DIGEST;
      case "context" -> RunField.Dataset.CONTEXT;
      default -> throw Vocabulary.unknown(name, KNOWN);
    };
  }

  private static Optional<RunField> attribute(String key) {
    return Optional.ofNullable(
        switch (key) {
          case "run_id" -> Attribute.ID;
          case "run_name", "run name" -> Attribute.NAME;
          case "status" -> Attribute.STATUS;
          case "user_id" -> Attribute.USER;
          case "start_time", "created" -> Attribute.STARTED_AT;
          case "end_time" -> Attribute.ENDED_AT;
          default -> null;
        });
  }
}
