package dev.assay.core.run;

import dev.assay.core.Failure;
import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.core.query.QueryCheck;
import dev.assay.core.query.Visibility;
import java.util.List;

/**
 * Which runs, in which order. After the given order come {@code STARTED_AT} descending, then {@code
 * ID} ascending, so every order is total. Filter and order are checked ({@link QueryCheck}).
 *
 * @param projects the runs of these; unknown ones hold none, an empty list finds nothing
 */
public record RunQuery(
    List<ProjectId> projects,
    Visibility visibility,
    Filter<RunField> filter,
    List<Order<RunField>> order) {
  private static final List<Order<RunField>> TIES =
      List.of(
          new Order<>(RunField.Attribute.STARTED_AT, true),
          new Order<>(RunField.Attribute.ID, false));

  public RunQuery {
    projects = List.copyOf(projects);
    order = List.copyOf(order);
    QueryCheck.filter(filter, RunField::kind);
    QueryCheck.order(order);
    if (order.stream().anyMatch(term -> term.field() instanceof RunField.Dataset)) {
      throw Failure.invalid("runs cannot be ordered by their datasets: a run may have several");
    }
  }

  /** The order with what breaks its ties. */
  public List<Order<RunField>> totalOrder() {
    return Order.withTies(order, TIES);
  }
}
