package dev.assay.core.query.parse;

import dev.assay.core.project.ProjectField;
import dev.assay.core.project.ProjectField.Attribute;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import java.util.List;
import java.util.Optional;

/** The names projects are searched by: {@code name}, {@code tags.x}, ... */
public final class ProjectVocabulary implements Vocabulary<ProjectField> {
  public static final ProjectVocabulary PROJECTS = new ProjectVocabulary();

  private static final String KNOWN =
      "experiments have tags.KEY and the attributes name, experiment_id, creation_time,"
          + " last_update_time";

  private ProjectVocabulary() {}

  @Override
  public Term<ProjectField> term(Name name) {
    return switch (name.entity()) {
      case "tags", "tag" -> tag(name);
      case "", "attribute" ->
          switch (attribute(name)) {
            case ID -> Term.text(ProjectVocabulary::idCondition).withLists();
            case NAME -> Term.text(Attribute.NAME);
            case CREATED_AT -> Term.number(Attribute.CREATED_AT);
            case UPDATED_AT -> Term.number(Attribute.UPDATED_AT);
          };
      default -> throw Vocabulary.unknown(name, KNOWN);
    };
  }

  @Override
  public ProjectField orderField(Name name) {
    if (!name.entity().isEmpty() && !name.entity().equals("attribute")) {
      throw Vocabulary.unknown(name, "experiments are ordered by their attributes alone");
    }
    return attribute(name);
  }

  private static Term<ProjectField> tag(Name name) {
    if (name.key().isEmpty() || name.function().isPresent()) {
      throw Vocabulary.unknown(name, KNOWN);
    }
    return Term.<ProjectField>text(new ProjectField.Tag(name.key())).withNull();
  }

  private static Attribute attribute(Name name) {
    if (name.function().isPresent()) {
      throw Vocabulary.unknown(name, KNOWN);
    }
    return switch (name.key()) {
      case "name" -> Attribute.NAME;
      case "experiment_id" -> Attribute.ID;
      case "creation_time" -> Attribute.CREATED_AT;
      case "last_update_time" -> Attribute.UPDATED_AT;
      default -> throw Vocabulary.unknown(name, KNOWN);
    };
  }

  /** Ids are written as texts and kept as numbers. */
  private static Filter<ProjectField> idCondition(Condition condition) {
    return switch (condition) {
      case Condition.Compared(Operator operator, Value value) -> compared(operator, value);
      case Condition.Listed(boolean negated, List<String> ids) -> {
        List<Filter<ProjectField>> each =
            ids.stream()
                .map(id -> compared(negated ? Operator.NOT_EQUAL : Operator.EQUAL, id))
                .toList();
        yield negated ? new Filter.And<>(each) : new Filter.Or<>(each);
      }
      case Condition.Missing(boolean negated) -> condition.on(Attribute.ID);
    };
  }

  private static Filter<ProjectField> compared(Operator operator, Value value) {
    if (operator != Operator.EQUAL && operator != Operator.NOT_EQUAL) {
      throw Vocabulary.unknown(
          new Name("", "experiment_id", Optional.empty()),
          "an id compares by = != IN with a text in quotes");
    }
    return switch (value) {
      case Value.Text(String text) -> compared(operator, text);
      case Value.Numeric(double number) -> compared(operator, Double.toString(number));
    };
  }

  private static Filter<ProjectField> compared(Operator operator, String id) {
    return new Filter.Comparison<>(
        Attribute.ID, operator, new Value.Numeric(ProjectId.parse(id).value()));
  }
}
