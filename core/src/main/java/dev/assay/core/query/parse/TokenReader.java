package dev.assay.core.query.parse;

import dev.assay.core.query.parse.Grammar.Style;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Walks over tokens. For one thread. */
final class TokenReader {
  private final List<Token> tokens;
  private final Style style;
  private int next;

  TokenReader(List<Token> tokens, Style style) {
    this.tokens = tokens;
    this.style = style;
  }

  Token peek() {
    return tokens.get(next);
  }

  /** The next token; the end is never passed. */
  Token take() {
    Token token = tokens.get(next);
    if (!(token instanceof Token.End)) {
      next++;
    }
    return token;
  }

  boolean isAtEnd() {
    return peek() instanceof Token.End;
  }

  /** Steps over the key word if it is next. */
  boolean takes(String keyword) {
    boolean isNext = peek() instanceof Token.Word word && word.is(keyword);
    if (isNext) {
      next++;
    }
    return isNext;
  }

  /** Steps over the sign if it is next. */
  boolean takes(char sign) {
    boolean isNext = peek() instanceof Token.Mark mark && mark.sign() == sign;
    if (isNext) {
      next++;
    }
    return isNext;
  }

  void expect(char sign) {
    if (!takes(sign)) {
      throw Tokenizer.clause("'" + sign + "' is missing", peek().at());
    }
  }

  /** A name, with the function applied to it where the style has functions. */
  Name name() {
    Token token = take();
    if (style == Style.EXTENDED && token instanceof Token.Word(int at, String word) && takes('(')) {
      Name inner = plain(take());
      expect(')');
      return new Name(inner.entity(), inner.key(), Optional.of(word.toLowerCase(Locale.ROOT)));
    }
    return plain(token);
  }

  private static Name plain(Token token) {
    return switch (token) {
      case Token.Word(int at, String text) -> new Name("", text, Optional.empty());
      case Token.Dotted(int at, String entity, String key) ->
          new Name(entity, key, Optional.empty());
      case Token.Quoted(int at, String text, boolean isDouble) when isDouble ->
          new Name("", text, Optional.empty());
      case Token.Quoted quoted -> throw nameMissing(quoted);
      case Token.Numeral numeral -> throw nameMissing(numeral);
      case Token.Comparator comparator -> throw nameMissing(comparator);
      case Token.Mark mark -> throw nameMissing(mark);
      case Token.End end -> throw nameMissing(end);
    };
  }

  private static RuntimeException nameMissing(Token token) {
    return Tokenizer.clause("a name such as metrics.loss is needed", token.at());
  }
}
