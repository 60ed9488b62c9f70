package dev.assay.core.capture;

import dev.assay.core.query.Order;
import java.util.List;

/** What executions are ordered by; STARTED_AT is in epoch milliseconds. */
public enum ExecutionField {
  STARTED_AT,
  ID;

  /** The order of {@link Executions#list}. */
  public static final List<Order<ExecutionField>> NEWEST_FIRST =
      List.of(new Order<>(STARTED_AT, true), new Order<>(ID, false));
}
