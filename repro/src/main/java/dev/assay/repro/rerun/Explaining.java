package dev.assay.repro.rerun;

import dev.assay.client.AssayClient;
import dev.assay.core.Digest;
import dev.assay.core.capture.Capture;
import dev.assay.core.capture.Parameter;
import dev.assay.repro.explain.Explanation;
import dev.assay.repro.explain.Subject;
import dev.assay.repro.source.FileDiff;
import dev.assay.repro.source.SourceDiff;
import dev.assay.repro.source.SourceRestore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import tools.jackson.databind.JsonNode;

/** Reads from a server what is needed to explain why two runs differ. Thread-safe. */
public final class Explaining {
  private final AssayClient client;
  private final SourceRestore sources;

  public Explaining(AssayClient client, SourceRestore sources) {
    this.client = client;
    this.sources = sources;
  }

  public Explanation explain(Original a, Original b) {
    return Explanation.of(subject(a), subject(b), sourceDiff(a.capture(), b.capture()));
  }

  /** How the source snapshots of two executions differ; empty when one of them has none. */
  public List<FileDiff> sourceDiff(Capture a, Capture b) {
    Optional<Digest> before = a.source().map(source -> source.manifest());
    Optional<Digest> after = b.source().map(source -> source.manifest());
    if (before.isEmpty() || after.isEmpty() || before.equals(after)) {
      return List.of();
    }
    return new SourceDiff(sources)
        .between(sources.listing(before.get()), sources.listing(after.get()));
  }

  /** The last value of a metric of a run; absent when it has none. */
  public OptionalDouble last(String run, String metric) {
    Double value = metrics(run).get(metric);
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  private Subject subject(Original original) {
    Map<String, String> params = new HashMap<>();
    for (Parameter param : original.capture().params()) {
      params.put(param.name(), param.value());
    }
    params.putAll(original.run().params());
    return new Subject(
        original.run().id(),
        original.run().name(),
        original.run().status(),
        original.capture(),
        params,
        metrics(original.run().id()));
  }

  private Map<String, Double> metrics(String run) {
    Map<String, Double> metrics = new HashMap<>();
    for (JsonNode metric : client.metrics(run).path("metrics")) {
      metrics.put(metric.path("key").asString(), number(metric.path("last")));
    }
    return metrics;
  }

  /** Numbers that JSON has no form for come as text. */
  private static double number(JsonNode value) {
    return value.isNumber() ? value.asDouble() : Double.parseDouble(value.asString("NaN"));
  }
}
