package dev.assay.core.query.parse;

import dev.assay.core.Failure;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads filters and orders. Every text ends in a value or a {@link Failure} INVALID, in time linear
 * in its length. Pure functions.
 *
 * <pre>
 * filter  := [ any ]                          any     := all { OR all }
 * all     := single { AND single }            single  := '(' any ')' | clause
 * clause  := name op value | name IS [NOT] NULL | name [NOT] IN '(' text { ',' text } ')'
 * name    := plain | function '(' plain ')'   plain   := [ entity '.' ] key
 * op      := = | != | &lt; | &lt;= | &gt; | &gt;= | LIKE | ILIKE
 * value   := number | 'text' | "text"
 * order   := name [ ASC | DESC ]
 * </pre>
 *
 * A key with other characters than letters, digits, {@code _} and dots stands in back quotes or
 * double quotes. Key words are read in any case. OR, parentheses and functions are for {@link
 * Style#EXTENDED} alone.
 */
public final class Grammar {
  /** Longest filter or order term, in characters. */
  public static final int TEXT_LENGTH_MAX = 1_000_000;

  /** Most clauses in a filter. */
  public static final int CLAUSES_MAX = 200;

  /** Most texts in all lists of a filter together. */
  public static final int LISTED_MAX = 20_000;

  /** Most parentheses within each other. */
  public static final int DEPTH_MAX = 50;

  private Grammar() {}

  /** How much of the language is allowed. */
  public enum Style {
    /** Clauses joined by AND: what MLflow's servers take. */
    PLAIN,
    /** All of it. */
    EXTENDED
  }

  /** Reads a filter; a blank one holds for every row. */
  public static <F> Filter<F> filter(String text, Vocabulary<F> vocabulary, Style style) {
    return new FilterParser<>(tokens(text), vocabulary, style).filter();
  }

  /** Reads the terms of an order, the first counting most. */
  public static <F> List<Order<F>> order(
      List<String> terms, Vocabulary<F> vocabulary, Style style) {
    List<Order<F>> order = new ArrayList<>();
    for (String term : terms) {
      order.add(order(term, vocabulary, style));
    }
    return order;
  }

  private static <F> Order<F> order(String text, Vocabulary<F> vocabulary, Style style) {
    TokenReader reader = new TokenReader(tokens(text), style);
    Name name = reader.name();
    boolean descending = reader.takes("DESC");
    if (!descending) {
      reader.takes("ASC");
    }
    if (!reader.isAtEnd()) {
      throw Failure.invalid(
          "Invalid order_by clause '" + text + "': a name, then ASC or DESC, is needed");
    }
    return new Order<>(vocabulary.orderField(name), descending);
  }

  private static List<Token> tokens(String text) {
    if (text.length() > TEXT_LENGTH_MAX) {
      throw Failure.invalid(
          "Invalid clause(s) in filter string: it is longer than "
              + TEXT_LENGTH_MAX
              + " characters");
    }
    return new Tokenizer(text).tokens();
  }
}
