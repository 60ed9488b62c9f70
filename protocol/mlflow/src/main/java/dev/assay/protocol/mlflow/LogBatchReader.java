package dev.assay.protocol.mlflow;

import dev.assay.core.Failure;
import dev.assay.core.metric.MetricPoint;
import dev.assay.web.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Decodes a log-batch straight from the tokens of its JSON to points: it is the request clients
 * send most. The rules are those of {@link Message}. For one request and one thread.
 */
final class LogBatchReader {
  static final int METRICS_MAX = 1_000;
  static final int PARAMS_MAX = 100;
  static final int TAGS_MAX = 100;
  static final int ALL_MAX = 1_000;

  private final List<MetricPoint> points = new ArrayList<>();
  private final List<Measured> measured = new ArrayList<>();
  private final Map<String, String> params = new HashMap<>();
  private final Map<String, String> tags = new HashMap<>();
  private final MetricReader metric = new MetricReader();
  private final RunIdFields runId = new RunIdFields();
  private int tagCount;

  /** A batch as it was sent, its fields checked. */
  record Batch(
      String runId,
      List<MetricPoint> points,
      List<Measured> measured,
      Map<String, String> params,
      Map<String, String> tags) {}

  /** A point that was measured on a logged model. */
  record Measured(MetricPoint point, String modelId, Optional<Dataset> dataset) {}

  /** What a point was measured with. */
  record Dataset(String name, String digest) {}

  /** What a request means is refused; not to be taken for JSON that cannot be read. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final Failure failure;

    Refused(Failure failure) {
      super(failure);
      this.failure = failure;
    }
  }

  static Batch read(byte[] body) {
    LogBatchReader reader = new LogBatchReader();
    tokens(body, reader::document);
    return reader.batch();
  }

  /** Reads a request that holds one metric: a batch of one. */
  static Batch readSingle(byte[] body) {
    MetricReader metric = new MetricReader();
    tokens(body, json -> single(json, metric));
    String run = metric.runId();
    MetricPoint point = metric.point();
    List<Measured> measured = metric.measured(point).stream().toList();
    return new Batch(run, List.of(point), measured, Map.of(), Map.of());
  }

  private static boolean single(JsonParser json, MetricReader metric) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return false;
    }
    try {
      metric.read(json, MetricReader.SINGLE);
    } catch (Failure failure) {
      throw new Refused(failure);
    }
    return true;
  }

  /** A body that is not JSON counts as an empty object, so what is missing is the run. */
  private static void tokens(byte[] body, Function<JsonParser, Boolean> reader) {
    try {
      Json.read(body, reader);
    } catch (Refused refused) {
      throw refused.failure;
    } catch (Failure failure) {
      throw Message.missing("run_id", Optional.of(failure.getMessage()));
    }
  }

  private Batch batch() {
    String id = runId.id();
    if (tagCount > TAGS_MAX) {
      throw Refusals.batchTooBig("tags", TAGS_MAX);
    }
    if (points.size() + params.size() + tagCount > ALL_MAX) {
      throw Refusals.batchTooBig("metrics, params, and tags", ALL_MAX);
    }
    return new Batch(id, points, measured, params, tags);
  }

  /** Anything but an object counts as an empty one. */
  private boolean document(JsonParser json) {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      json.skipChildren();
      return false;
    }
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      try {
        member(json, name);
      } catch (Failure failure) {
        throw new Refused(failure);
      }
    }
    return true;
  }

  private void member(JsonParser json, String name) {
    if (runId.read(json, name)) {
      return;
    }
    switch (name) {
      case "metrics" -> Tokens.objects(json, name, this::metric);
      case "params" -> Tokens.objects(json, name, this::param);
      case "tags" -> Tokens.objects(json, name, this::tag);
      default -> json.skipChildren();
    }
  }

  private void metric(JsonParser json, int index) {
    if (index >= METRICS_MAX) {
      throw Refusals.batchTooBig("metrics", METRICS_MAX);
    }
    metric.read(json, index);
    MetricPoint point = metric.point();
    points.add(point);
    metric.measured(point).ifPresent(measured::add);
  }

  private void param(JsonParser json, int index) {
    if (index >= PARAMS_MAX) {
      throw Refusals.batchTooBig("params", PARAMS_MAX);
    }
    Pair pair = Pair.read(json, "params", index);
    if (params.put(pair.key(), Names.paramValue(pair.value())) != null) {
      throw Failure.invalid(
          "Duplicate parameter keys have been submitted: ['"
              + pair.key()
              + "']. Please ensure"
              + " the request contains only one param value per param key.");
    }
  }

  private void tag(JsonParser json, int index) {
    if (index >= TAGS_MAX) {
      throw Refusals.batchTooBig("tags", TAGS_MAX);
    }
    Pair pair = Pair.read(json, "tags", index);
    tags.put(pair.key(), Names.tagValue(pair.value()));
    tagCount = index + 1;
  }

  /** A key with a text. */
  private record Pair(String key, String value) {
    static Pair read(JsonParser json, String list, int index) {
      String key = null;
      String value = null;
      for (String name = json.nextName(); name != null; name = json.nextName()) {
        json.nextToken();
        switch (name) {
          case "key" -> key = Tokens.text(json, list + "[" + index + "].key");
          case "value" -> value = Tokens.text(json, list + "[" + index + "].value");
          default -> json.skipChildren();
        }
      }
      String path = list + "[" + index + "].key";
      if (key == null || key.isEmpty()) {
        throw Message.missing(path, Optional.empty());
      }
      return new Pair(Names.key(path, key), value == null ? "" : value);
    }
  }
}
