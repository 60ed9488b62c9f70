package dev.assay.core.query.parse;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter.Operator;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts a query's text into tokens in one pass. For one text and one thread. */
final class Tokenizer {
  private final String text;
  private int next;

  Tokenizer(String text) {
    this.text = text;
  }

  /** All tokens, the last being {@link Token.End}. */
  List<Token> tokens() {
    List<Token> tokens = new ArrayList<>();
    skipSpace();
    while (next < text.length()) {
      tokens.add(token());
      skipSpace();
    }
    tokens.add(new Token.End(next));
    return tokens;
  }

  private Token token() {
    int start = next;
    char first = text.charAt(start);
    if (isWordStart(first)) {
      return named(start, bare());
    }
    if (isDigit(first) || first == '.' || first == '-') {
      return numeral(start);
    }
    return switch (first) {
      case '`' -> backQuoted(start);
      case '\'' -> new Token.Quoted(start, quoted(), false);
      case '"' -> new Token.Quoted(start, quoted(), true);
      case '(', ')', ',' -> {
        next++;
        yield new Token.Mark(start, first);
      }
      case '=', '!', '<', '>' -> comparator(start);
      default -> throw clause("the character '" + first + "' has no meaning there", start);
    };
  }

  private Token named(int start, String word) {
    if (!isAt('.')) {
      return new Token.Word(start, word);
    }
    next++;
    return new Token.Dotted(start, word, key());
  }

  private Token backQuoted(int start) {
    String word = quoted();
    if (!isAt('.')) {
      return new Token.Dotted(start, "", word);
    }
    next++;
    return new Token.Dotted(start, word, key());
  }

  private String key() {
    int start = next;
    if (isAt('`') || isAt('"')) {
      String key = quoted();
      requireEnd(start);
      return key;
    }
    while (next < text.length() && (isWordPart(text.charAt(next)) || isAt('.'))) {
      next++;
    }
    if (next == start) {
      throw clause("a key is missing behind the dot", start);
    }
    return text.substring(start, next);
  }

  private String bare() {
    int start = next;
    while (next < text.length() && isWordPart(text.charAt(next))) {
      next++;
    }
    return text.substring(start, next);
  }

  /** What stands between the quote here and the next of its kind; there is no escape. */
  private String quoted() {
    int start = next;
    int end = text.indexOf(text.charAt(start), start + 1);
    if (end < 0) {
      throw clause("a quote is not closed", start);
    }
    next = end + 1;
    if (isAt(text.charAt(start))) {
      throw clause(
          "a doubled quote is no escape; put a text with one kind of quote into the other", end);
    }
    return text.substring(start + 1, end);
  }

  private Token numeral(int start) {
    if (isAt('-')) {
      next++;
    }
    boolean sawDigits = digits();
    if (isAt('.')) {
      next++;
      sawDigits |= digits();
    }
    if (sawDigits && (isAt('e') || isAt('E'))) {
      next++;
      if (isAt('-') || isAt('+')) {
        next++;
      }
      sawDigits = digits();
    }
    if (!sawDigits) {
      throw clause("a number is not complete", start);
    }
    requireEnd(start);
    double value = Double.parseDouble(text.substring(start, next));
    if (Double.isInfinite(value)) {
      throw clause("a number is too large", start);
    }
    return new Token.Numeral(start, value);
  }

  private boolean digits() {
    int start = next;
    while (next < text.length() && isDigit(text.charAt(next))) {
      next++;
    }
    return next > start;
  }

  private Token comparator(int start) {
    while (next < text.length() && "=!<>".indexOf(text.charAt(next)) >= 0) {
      next++;
    }
    String sign = text.substring(start, next);
    Operator operator = operator(sign);
    if (operator == null) {
      throw clause("'" + sign + "' is no comparison; use = != < <= > >=", start);
    }
    return new Token.Comparator(start, operator);
  }

  private static @Nullable Operator operator(String sign) {
    return switch (sign) {
      case "=" -> Operator.EQUAL;
      case "!=" -> Operator.NOT_EQUAL;
      case "<" -> Operator.LESS;
      case "<=" -> Operator.LESS_OR_EQUAL;
      case ">" -> Operator.GREATER;
      case ">=" -> Operator.GREATER_OR_EQUAL;
      default -> null;
    };
  }

  /** Refuses a name or number that runs into something else, such as {@code 1abc}. */
  private void requireEnd(int start) {
    if (next < text.length() && (isWordPart(text.charAt(next)) || isAt('.'))) {
      throw clause("a space is missing", start);
    }
  }

  private boolean isAt(char wanted) {
    return next < text.length() && text.charAt(next) == wanted;
  }

  private void skipSpace() {
    while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
      next++;
    }
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isWordStart(char c) {
    return c == '_' || Character.isLetter(c) || Character.isSurrogate(c);
  }

  private static boolean isWordPart(char c) {
    return isWordStart(c) || Character.isDigit(c);
  }

  static Failure clause(String why, int at) {
    return Failure.invalid(
        "Invalid clause(s) in filter string: " + why + " (at character " + (at + 1) + ")");
  }
}
