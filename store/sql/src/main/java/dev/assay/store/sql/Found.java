package dev.assay.store.sql;

import dev.assay.core.query.FieldReader;
import dev.assay.core.query.Filter.Value;
import dev.assay.core.query.Order;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A row a search found, with what it holds for each term of the order. */
record Found<R>(R row, List<Optional<Value>> keys) {
  /** Reads the keys back by field, for the code that merges and pages. */
  static <R, F> FieldReader<Found<R>, F> reader(List<Order<F>> order) {
    Map<F, Integer> places = new HashMap<>();
    for (Order<F> term : order) {
      places.put(term.field(), places.size());
    }
    return (found, field) -> found.keys().get(places.getOrDefault(field, 0)).stream().toList();
  }
}
