package dev.assay.repro.rerun;

import dev.assay.repro.execute.Order;
import java.util.Map;
import java.util.Optional;

/**
 * How the runs of a rerun are marked and what is seen of them meanwhile.
 *
 * @param name of the main run
 * @param project where the runs go when the command names no project; that of the original if
 *     absent
 * @param tags for every run that is made inside
 */
public record Label(
    Optional<String> name,
    Optional<String> project,
    Map<String, String> tags,
    Order.Console console) {
  public Label {
    tags = Map.copyOf(tags);
  }
}
