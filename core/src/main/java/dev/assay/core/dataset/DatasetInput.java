package dev.assay.core.dataset;

import java.util.Map;
import java.util.Optional;

/** A dataset as input of a run, with the tags of that link. */
public record DatasetInput(Dataset dataset, Map<String, String> tags) {
  /** The tag that says what the run used it for: train, eval. */
  public static final String CONTEXT = "mlflow.data.context";

  public DatasetInput {
    tags = Map.copyOf(tags);
  }

  public Optional<String> context() {
    return Optional.ofNullable(tags.get(CONTEXT));
  }
}
