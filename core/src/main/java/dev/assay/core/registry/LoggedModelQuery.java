package dev.assay.core.registry;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import java.util.List;
import java.util.Optional;

/**
 * Which logged models (deleted ones never), in which order; after the given order come CREATED_AT
 * descending, then ID.
 *
 * @param datasets when not empty: metric conditions and orders look only at metrics on these, and
 *     models without any metric on them are left out
 */
public record LoggedModelQuery(
    List<ProjectId> projects,
    Filter<LoggedModelField> filter,
    List<DatasetMatch> datasets,
    List<Order<LoggedModelField>> order) {
  public LoggedModelQuery {
    projects = List.copyOf(projects);
    datasets = List.copyOf(datasets);
    order = List.copyOf(order);
  }

  /** A dataset by name, in any or one content. */
  public record DatasetMatch(String name, Optional<String> digest) {}
}
