package dev.assay.core.query.parse;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Filter.Operator;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.parse.Grammar.Style;
import java.util.ArrayList;
import java.util.List;

/** Reads one filter by recursive descent. For one thread. */
final class FilterParser<F> {
  private final TokenReader reader;
  private final Vocabulary<F> vocabulary;
  private final Style style;
  private int depth;
  private int clauses;
  private int listed;

  FilterParser(List<Token> tokens, Vocabulary<F> vocabulary, Style style) {
    this.reader = new TokenReader(tokens, style);
    this.vocabulary = vocabulary;
    this.style = style;
  }

  Filter<F> filter() {
    if (reader.isAtEnd()) {
      return Filter.everything();
    }
    Filter<F> filter = any();
    if (!reader.isAtEnd()) {
      throw Tokenizer.clause("AND is needed between clauses", reader.peek().at());
    }
    return filter;
  }

  private Filter<F> any() {
    List<Filter<F>> alternatives = new ArrayList<>();
    alternatives.add(all());
    int at = reader.peek().at();
    while (reader.takes("OR")) {
      requireExtended("OR", at);
      alternatives.add(all());
    }
    return alternatives.size() == 1 ? alternatives.getFirst() : new Filter.Or<>(alternatives);
  }

  private Filter<F> all() {
    List<Filter<F>> parts = new ArrayList<>();
    parts.add(single());
    while (reader.takes("AND")) {
      parts.add(single());
    }
    return parts.size() == 1 ? parts.getFirst() : new Filter.And<>(parts);
  }

  private Filter<F> single() {
    int at = reader.peek().at();
    if (!reader.takes('(')) {
      return clause();
    }
    requireExtended("a parenthesis", at);
    if (++depth > Grammar.DEPTH_MAX) {
      throw Tokenizer.clause(
          "more than " + Grammar.DEPTH_MAX + " parentheses lie within each other", at);
    }
    Filter<F> inner = any();
    reader.expect(')');
    depth--;
    return inner;
  }

  private Filter<F> clause() {
    int at = reader.peek().at();
    if (++clauses > Grammar.CLAUSES_MAX) {
      throw Tokenizer.clause("there are more than " + Grammar.CLAUSES_MAX + " clauses", at);
    }
    Name name = reader.name();
    Condition condition = condition();
    Term<F> term = vocabulary.term(name);
    check(name, term, condition);
    return term.meaning().apply(condition);
  }

  private Condition condition() {
    Token token = reader.take();
    if (token instanceof Token.Comparator(int at, Operator operator)) {
      return new Condition.Compared(operator, value());
    }
    if (token instanceof Token.Word word) {
      if (word.is("LIKE")) {
        return new Condition.Compared(Operator.LIKE, value());
      }
      if (word.is("ILIKE")) {
        return new Condition.Compared(Operator.ILIKE, value());
      }
      if (word.is("IN")) {
        return new Condition.Listed(false, list());
      }
      if (word.is("NOT") && reader.takes("IN")) {
        return new Condition.Listed(true, list());
      }
      if (word.is("IS")) {
        return missing();
      }
    }
    throw Tokenizer.clause(
        "a comparison (= != < <= > >= LIKE ILIKE IN IS NULL) is needed", token.at());
  }

  private Condition missing() {
    boolean negated = reader.takes("NOT");
    if (!reader.takes("NULL")) {
      throw Tokenizer.clause("IS is followed by NULL or NOT NULL", reader.peek().at());
    }
    return new Condition.Missing(negated);
  }

  private Value value() {
    Token token = reader.take();
    if (token instanceof Token.Numeral(int at, double value)) {
      return new Value.Numeric(value);
    }
    if (token instanceof Token.Quoted(int at, String text, boolean isDouble)) {
      return new Value.Text(text);
    }
    throw Tokenizer.clause("a number or a text in quotes is needed", token.at());
  }

  private List<String> list() {
    List<String> values = new ArrayList<>();
    reader.expect('(');
    do {
      Token token = reader.take();
      if (!(token instanceof Token.Quoted(int at, String text, boolean isDouble))) {
        throw Tokenizer.clause("a list holds texts in quotes", token.at());
      }
      if (++listed > Grammar.LISTED_MAX) {
        throw Tokenizer.clause("lists hold more than " + Grammar.LISTED_MAX + " texts", at);
      }
      values.add(text);
    } while (reader.takes(','));
    reader.expect(')');
    return values;
  }

  private void requireExtended(String what, int at) {
    if (style != Style.EXTENDED) {
      throw Tokenizer.clause(what + " is not part of MLflow's filters", at);
    }
  }

  private static <F> void check(Name name, Term<F> term, Condition condition) {
    switch (condition) {
      case Condition.Compared(Operator operator, Value value) ->
          checkCompared(name, term.kind(), operator, value);
      case Condition.Listed listed -> {
        if (!term.listable()) {
          throw Failure.invalid("Invalid comparator for '" + name + "': IN does not work with it");
        }
      }
      case Condition.Missing missing -> {
        if (!term.nullable()) {
          throw Failure.invalid("Invalid comparator for '" + name + "': it is never NULL");
        }
      }
    }
  }

  private static void checkCompared(Name name, Term.Kind kind, Operator operator, Value value) {
    boolean isPattern = operator == Operator.LIKE || operator == Operator.ILIKE;
    boolean isOrder = !isPattern && operator != Operator.EQUAL && operator != Operator.NOT_EQUAL;
    boolean isFitting =
        switch (kind) {
          case TEXT -> value instanceof Value.Text && !isOrder;
          case NUMBER -> value instanceof Value.Numeric && !isPattern;
          case WHOLE_NUMBER ->
              value instanceof Value.Numeric(double number)
                  && number == Math.rint(number)
                  && !isPattern;
        };
    if (!isFitting) {
      throw Failure.invalid("Invalid clause for '" + name + "': " + wanted(kind));
    }
  }

  private static String wanted(Term.Kind kind) {
    return switch (kind) {
      case TEXT -> "it compares by = != LIKE ILIKE with a text in quotes";
      case NUMBER -> "it compares by = != < <= > >= with a number";
      case WHOLE_NUMBER -> "it compares by = != < <= > >= with a whole number";
    };
  }
}
