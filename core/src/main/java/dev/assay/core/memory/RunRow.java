package dev.assay.core.memory;

import dev.assay.core.run.RunInfo;
import java.time.Instant;
import java.util.Map;

/** A run as it is kept. */
record RunRow(RunInfo info, Map<String, String> params, Map<String, String> tags, Instant heardAt) {
  RunRow {
    params = Map.copyOf(params);
    tags = Map.copyOf(tags);
  }

  RunRow with(RunInfo newInfo) {
    return new RunRow(newInfo, params, tags, heardAt);
  }

  RunRow withParams(Map<String, String> newParams) {
    return new RunRow(info, newParams, tags, heardAt);
  }

  RunRow withTags(Map<String, String> newTags) {
    return new RunRow(info, params, newTags, heardAt);
  }

  RunRow heard(Instant at) {
    return new RunRow(info, params, tags, at);
  }
}
