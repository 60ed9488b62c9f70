package dev.assay.conformance.fault;

import java.util.List;
import java.util.Map;

/** Makes experiments and runs. */
final class NewRun {
  private NewRun() {}

  static String experiment(Api api, String name) throws CutOff {
    return api.post("experiments/create", Map.of("name", name)).get("experiment_id").asString();
  }

  static String create(Api api, String experiment, String name) throws CutOff {
    return api.post("runs/create", fields(experiment, name))
        .get("run")
        .get("info")
        .get("run_id")
        .asString();
  }

  static Map<String, ?> fields(String experiment, String name) {
    return Map.of(
        "experiment_id",
        experiment,
        "run_name",
        name,
        "start_time",
        1_760_000_000_000L,
        "tags",
        List.of(Map.of("key", "made-as", "value", name)));
  }
}
