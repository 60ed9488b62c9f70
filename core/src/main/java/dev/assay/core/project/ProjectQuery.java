package dev.assay.core.project;

import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.core.query.QueryCheck;
import dev.assay.core.query.Visibility;
import java.util.List;

/**
 * Which projects, in which order; ties are broken by descending id. Filter and order are checked
 * ({@link QueryCheck}).
 */
public record ProjectQuery(
    Visibility visibility, Filter<ProjectField> filter, List<Order<ProjectField>> order) {
  private static final Order<ProjectField> LAST = new Order<>(ProjectField.Attribute.ID, true);

  public ProjectQuery {
    order = List.copyOf(order);
    QueryCheck.filter(filter, ProjectField::kind);
    QueryCheck.order(order);
  }

  /** The order with what breaks its ties. */
  public List<Order<ProjectField>> totalOrder() {
    return Order.withTies(order, List.of(LAST));
  }
}
