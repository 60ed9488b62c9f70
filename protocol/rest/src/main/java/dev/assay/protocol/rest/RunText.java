package dev.assay.protocol.rest;

import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.core.query.parse.Grammar;
import dev.assay.core.query.parse.RunVocabulary;
import dev.assay.core.run.RunField;
import java.util.List;

/** Conditions and orders on runs as users write them, in the whole of the language. */
final class RunText {
  private RunText() {}

  static Filter<RunField> filter(String text) {
    return Grammar.filter(text, RunVocabulary.RUNS, Grammar.Style.EXTENDED);
  }

  static List<Order<RunField>> order(List<String> terms) {
    return Grammar.order(terms, RunVocabulary.RUNS, Grammar.Style.EXTENDED);
  }
}
