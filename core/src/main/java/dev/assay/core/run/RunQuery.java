package dev.assay.core.run;

import dev.assay.core.project.ProjectId;
import dev.assay.core.query.Filter;
import dev.assay.core.query.Order;
import dev.assay.core.query.Visibility;
import java.util.List;

/**
 * Which runs, in which order. After the given order come {@code STARTED_AT} descending, then {@code
 * ID} ascending, so every order is total.
 *
 * @param projects the runs of these; unknown ones hold none, an empty list finds nothing
 */
public record RunQuery(
    List<ProjectId> projects,
    Visibility visibility,
    Filter<RunField> filter,
    List<Order<RunField>> order) {
  public RunQuery {
    projects = List.copyOf(projects);
    order = List.copyOf(order);
  }
}
