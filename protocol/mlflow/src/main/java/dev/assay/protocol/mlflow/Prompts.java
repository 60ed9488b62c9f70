package dev.assay.protocol.mlflow;

import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.parse.Condition;
import dev.assay.core.query.parse.Name;
import dev.assay.core.query.parse.Term;
import dev.assay.core.query.parse.Vocabulary;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * MLflow keeps prompts as registered models and versions with a tag. Searches pass them over unless
 * they ask for them, and a model without the tag counts as tagged {@code false}.
 *
 * @param names the names of the search as they are without this
 * @param tag the field of a tag
 */
record Prompts<F>(Vocabulary<F> names, Function<String, F> tag) implements Vocabulary<F> {
  static final String TAG = "mlflow.prompt.is_prompt";

  /** What stands for the place of a prompt's files; it has none. */
  static final String SOURCE = "dummy-source";

  static boolean isPrompt(Map<String, String> tags) {
    return "true".equals(tags.get(TAG));
  }

  @Override
  public Term<F> term(Name name) {
    boolean isTag = name.entity().equals("tags") || name.entity().equals("tag");
    return isTag && name.key().equals(TAG) && name.function().isEmpty()
        ? Term.text(this::meaning)
        : names.term(name);
  }

  @Override
  public F orderField(Name name) {
    return names.orderField(name);
  }

  /** The filter, without prompts unless it says itself which it wants. */
  Filter<F> withoutPrompts(Filter<F> filter) {
    return mentions(filter)
        ? filter
        : new Filter.And<>(
            List.of(meaning(new Condition.Compared(Operator.NOT_EQUAL, text("true"))), filter));
  }

  private Filter<F> meaning(Condition condition) {
    F field = tag.apply(TAG);
    boolean falseDoes =
        condition instanceof Condition.Compared(Operator operator, Value.Text(String text))
            && switch (operator) {
              case EQUAL -> text.equals("false");
              case NOT_EQUAL -> !text.equals("false");
              case LIKE, ILIKE, LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> false;
            };
    return falseDoes
        ? new Filter.Or<>(List.of(new Filter.Absent<>(field), condition.on(field)))
        : condition.on(field);
  }

  private boolean mentions(Filter<F> filter) {
    return switch (filter) {
      case Filter.And<F>(var all) -> all.stream().anyMatch(this::mentions);
      case Filter.Or<F>(var any) -> any.stream().anyMatch(this::mentions);
      case Filter.Comparison<F>(var field, var operator, var value) -> isTag(field);
      case Filter.Membership<F>(var field, var negated, var values) -> isTag(field);
      case Filter.Absent<F>(var field) -> isTag(field);
      case Filter.Present<F>(var field) -> isTag(field);
    };
  }

  private boolean isTag(F field) {
    return tag.apply(TAG).equals(field);
  }

  private static Value text(String text) {
    return new Value.Text(text);
  }
}
