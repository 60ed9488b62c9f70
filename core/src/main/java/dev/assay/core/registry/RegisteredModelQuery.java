package dev.assay.core.registry;

import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.core.query.QueryCheck;
import java.util.List;

/**
 * Which registered models, in which order; after the given order comes NAME. Filter and order are
 * checked ({@link QueryCheck}).
 */
public record RegisteredModelQuery(
    Filter<RegisteredModelField> filter, List<Order<RegisteredModelField>> order) {
  private static final Order<RegisteredModelField> LAST =
      new Order<>(RegisteredModelField.Attribute.NAME, false);

  public RegisteredModelQuery {
    order = List.copyOf(order);
    QueryCheck.filter(filter, RegisteredModelField::kind);
    QueryCheck.order(order);
  }

  /** The order with what breaks its ties. */
  public List<Order<RegisteredModelField>> totalOrder() {
    return Order.withTies(order, List.of(LAST));
  }
}
