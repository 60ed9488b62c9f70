package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;
import dev.assay.core.metric.MetricPoint;
import dev.assay.protocol.mlflow.LogBatchReader.Dataset;
import dev.assay.protocol.mlflow.LogBatchReader.Measured;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Decodes metrics from tokens: one of a batch after the other, or a single one. For one thread. */
final class MetricReader {
  /** The place of a metric that is a request of its own. */
  static final int SINGLE = -1;

  private static final int SAW_VALUE = 1;
  private static final int SAW_TIMESTAMP = 2;
  private static final int SAW_SNAKE_MODEL = 4;
  private static final int SAW_CAMEL_MODEL = 8;
  private static final int SAW_SNAKE_NAME = 16;
  private static final int SAW_CAMEL_NAME = 32;
  private static final int SAW_SNAKE_DIGEST = 64;
  private static final int SAW_CAMEL_DIGEST = 128;

  private int index;
  private int seen;
  private @Nullable String key;
  private double value;
  private long timestamp;
  private long step;
  private @Nullable String modelId;
  private @Nullable String datasetName;
  private @Nullable String datasetDigest;
  private final RunIdFields runId = new RunIdFields();

  /** Reads the object whose start was read. */
  void read(JsonParser json, int at) {
    index = at;
    seen = 0;
    key = null;
    step = 0;
    modelId = null;
    datasetName = null;
    datasetDigest = null;
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      if (!json.currentToken().isScalarValue()) {
        refuseStructure(name);
        json.skipChildren();
      } else if (json.currentToken() != JsonToken.VALUE_NULL) {
        member(json, name);
      }
    }
  }

  private void member(JsonParser json, String name) {
    if (index == SINGLE && runId.read(json, name)) {
      return;
    }
    switch (name) {
      case "key" -> key = Tokens.text(json, path("key"));
      case "value" -> value(json);
      case "timestamp" -> {
        timestamp = Tokens.wholeNumber(json, this::path, "timestamp");
        seen |= SAW_TIMESTAMP;
      }
      case "step" -> step = Tokens.wholeNumber(json, this::path, "step");
      case "model_id" -> modelId = once(json, name, SAW_SNAKE_MODEL, SAW_CAMEL_MODEL);
      case "modelId" -> modelId = once(json, name, SAW_CAMEL_MODEL, SAW_SNAKE_MODEL);
      case "dataset_name" -> datasetName = once(json, name, SAW_SNAKE_NAME, SAW_CAMEL_NAME);
      case "datasetName" -> datasetName = once(json, name, SAW_CAMEL_NAME, SAW_SNAKE_NAME);
      case "dataset_digest" -> datasetDigest = once(json, name, SAW_SNAKE_DIGEST, SAW_CAMEL_DIGEST);
      case "datasetDigest" -> datasetDigest = once(json, name, SAW_CAMEL_DIGEST, SAW_SNAKE_DIGEST);
      default -> {}
    }
  }

  private void value(JsonParser json) {
    if (Tokens.isEmptyText(json)) {
      return;
    }
    value = Tokens.number(json, this::path, "value");
    seen |= SAW_VALUE;
  }

  private void refuseStructure(String name) {
    switch (name) {
      case "key", "value", "timestamp", "step", "model_id", "dataset_name", "dataset_digest" ->
          throw Refusals.value(path(name), "{...}", "a single value is needed");
      default -> {}
    }
  }

  private @Nullable String once(JsonParser json, String name, int bit, int otherBit) {
    seen |= bit;
    if ((seen & otherBit) != 0) {
      throw Failure.invalid("The request holds '" + path(name) + "' in two spellings");
    }
    return Tokens.text(json, path(name));
  }

  /** The run of a single metric. */
  String runId() {
    return runId.id();
  }

  /** The point read last, checked. */
  MetricPoint point() {
    if (key == null || key.isEmpty()) {
      throw missing("key");
    }
    if ((seen & SAW_VALUE) == 0) {
      throw missing("value");
    }
    if ((seen & SAW_TIMESTAMP) == 0) {
      throw missing("timestamp");
    }
    if (!Names.isPlainKey(key)) {
      Names.key(path("key"), key);
    }
    if (timestamp < 0) {
      throw negative(path("timestamp"), timestamp);
    }
    return new MetricPoint(key, value, timestamp, step);
  }

  static Failure negative(String parameter, long timestamp) {
    return Refusals.value(
        parameter, Long.toString(timestamp), "a timestamp is a number of milliseconds from 0");
  }

  /** The model the point was measured on, if any. */
  Optional<Measured> measured(MetricPoint point) {
    return measured(
        point,
        Optional.ofNullable(modelId),
        Optional.ofNullable(datasetName),
        Optional.ofNullable(datasetDigest));
  }

  static Optional<Measured> measured(
      MetricPoint point,
      Optional<String> modelId,
      Optional<String> datasetName,
      Optional<String> datasetDigest) {
    Optional<String> name = datasetName.filter(text -> !text.isEmpty());
    Optional<String> digest = datasetDigest.filter(text -> !text.isEmpty());
    if (name.isPresent() != digest.isPresent()) {
      throw Failure.invalid(
          "dataset_name and dataset_digest belong together; the metric '"
              + point.key()
              + "' has only one of them");
    }
    return modelId
        .filter(id -> !id.isEmpty())
        .map(id -> new Measured(point, id, name.map(text -> new Dataset(text, digest.get()))));
  }

  private Failure missing(String name) {
    return Message.missing(path(name), Optional.empty());
  }

  private String path(String name) {
    return index == SINGLE ? name : "metrics[" + index + "]." + name;
  }
}
