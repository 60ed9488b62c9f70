package dev.assay.core.project;

import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.core.query.Visibility;
import java.util.List;

/** Which projects, in which order; ties are broken by descending id. */
public record ProjectQuery(
    Visibility visibility, Filter<ProjectField> filter, List<Order<ProjectField>> order) {
  public ProjectQuery {
    order = List.copyOf(order);
  }
}
