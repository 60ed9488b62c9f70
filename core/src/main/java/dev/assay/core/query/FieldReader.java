package dev.assay.core.query;

import java.util.List;

/** Says what a row holds in a field. */
@FunctionalInterface
public interface FieldReader<R, F> {
  /**
   * The values of the field: none when the row lacks it, several where a row may hold it more than
   * once (the datasets of a run).
   */
  List<Filter.Value> values(R row, F field);
}
