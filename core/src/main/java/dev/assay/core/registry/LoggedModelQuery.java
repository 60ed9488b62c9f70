package dev.assay.core.registry;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.core.query.QueryCheck;
import java.util.List;
import java.util.Optional;

/**
 * Which logged models (deleted ones never), in which order; after the given order come CREATED_AT
 * descending, then ID. Filter and order are checked ({@link QueryCheck}).
 *
 * @param datasets when not empty: metric conditions and orders look only at metrics on these, and
 *     models without any metric on them are left out
 */
public record LoggedModelQuery(
    List<ProjectId> projects,
    Filter<LoggedModelField> filter,
    List<DatasetMatch> datasets,
    List<Order<LoggedModelField>> order) {
  private static final List<Order<LoggedModelField>> TIES =
      List.of(
          new Order<>(LoggedModelField.Attribute.CREATED_AT, true),
          new Order<>(LoggedModelField.Attribute.ID, false));

  public LoggedModelQuery {
    projects = List.copyOf(projects);
    datasets = List.copyOf(datasets);
    order = List.copyOf(order);
    QueryCheck.filter(filter, LoggedModelField::kind);
    QueryCheck.order(order);
  }

  /** The order with what breaks its ties. */
  public List<Order<LoggedModelField>> totalOrder() {
    return Order.withTies(order, TIES);
  }

  /** A dataset by name, in any or one content. */
  public record DatasetMatch(String name, Optional<String> digest) {}
}
