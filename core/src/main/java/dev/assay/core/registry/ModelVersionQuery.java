package dev.assay.core.registry;

import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.core.query.QueryCheck;
import java.util.List;

/**
 * Which model versions, in which order; after the given order come NAME, then NUMBER descending.
 * Filter and order are checked ({@link QueryCheck}).
 */
public record ModelVersionQuery(
    Filter<ModelVersionField> filter, List<Order<ModelVersionField>> order) {
  private static final List<Order<ModelVersionField>> TIES =
      List.of(
          new Order<>(ModelVersionField.Attribute.NAME, false),
          new Order<>(ModelVersionField.Attribute.NUMBER, true));

  public ModelVersionQuery {
    order = List.copyOf(order);
    QueryCheck.filter(filter, ModelVersionField::kind);
    QueryCheck.order(order);
  }

  /** The order with what breaks its ties. */
  public List<Order<ModelVersionField>> totalOrder() {
    return Order.withTies(order, TIES);
  }
}
