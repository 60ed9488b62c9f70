package dev.assay.client;

import dev.assay.client.AssayException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/** Runs on a server. Thread-safe. Every method fails with {@link AssayException}. */
public final class RemoteRuns {
  private static final String ALL = "/api/v1/runs";

  /** What one request carries; longer logs go in several. */
  private static final int POINTS_PER_REQUEST = 50_000;

  private static final int MEANT_MAX = 10;

  private final Http http;

  RemoteRuns(Http http) {
    this.http = http;
  }

  /**
   * Makes a run; one that exists under the id of the draft in that project is the answer as it is.
   */
  public RunFacts create(RunDraft draft) {
    return RunFacts.read(Message.read(http.json("POST", ALL, Message.write(draft::write))));
  }

  public Optional<RunFacts> find(String id) {
    try {
      return Optional.of(RunFacts.read(Message.read(http.get(path(id)).bytes())));
    } catch (AssayException e) {
      if (e.kind() == Kind.NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Changes a run; gives it as it is then. */
  public RunFacts change(String id, RunChange change) {
    byte[] answer = http.json("PATCH", path(id), Message.write(change::write));
    return RunFacts.read(Message.read(answer));
  }

  /**
   * Logs to a run; repeating it changes nothing. CONFLICT, and nothing kept, when a param has
   * another value already. Points beyond 50,000 follow in requests of their own.
   */
  public void log(
      String id, List<MetricPoint> points, Map<String, String> params, Map<String, String> tags) {
    int first = Math.min(points.size(), POINTS_PER_REQUEST);
    log(
        id,
        json -> {
          write(json, points.subList(0, first));
          Message.named(json, "params", params);
          Message.named(json, "tags", tags);
        });
    for (int from = first; from < points.size(); from += POINTS_PER_REQUEST) {
      List<MetricPoint> part =
          points.subList(from, Math.min(points.size(), from + POINTS_PER_REQUEST));
      log(id, json -> write(json, part));
    }
  }

  private void log(String id, Consumer<JsonGenerator> writer) {
    http.json("POST", path(id) + "/log", Message.write(writer));
  }

  private static void write(JsonGenerator json, List<MetricPoint> points) {
    json.writeArrayPropertyStart("metrics");
    for (MetricPoint point : points) {
      json.writeStartObject();
      json.writeStringProperty("key", point.key());
      json.writeName("value");
      if (Double.isFinite(point.value())) {
        json.writeNumber(point.value());
      } else {
        json.writeString(Double.toString(point.value()));
      }
      json.writeNumberProperty("step", point.step());
      json.writeNumberProperty("at", point.atMillis());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  /**
   * The id of the one run whose id starts with these characters, at least four; NOT_FOUND when
   * there is none, CONFLICT, naming some, when there are several.
   */
  public String resolve(String idOrPrefix) {
    List<RunFacts> meant = startingWith(idOrPrefix, MEANT_MAX);
    if (meant.isEmpty()) {
      throw new AssayException(Kind.NOT_FOUND, 0, "there is no run '" + idOrPrefix + "'");
    }
    if (meant.size() == 1 || meant.getFirst().id().equals(idOrPrefix)) {
      return meant.getFirst().id();
    }
    String some = meant.stream().map(RunFacts::id).collect(Collectors.joining(", "));
    throw new AssayException(
        Kind.CONFLICT, 0, "'" + idOrPrefix + "' may mean several runs: " + some);
  }

  /** Runs by the start of their id, deleted ones included, without params and tags. */
  public List<RunFacts> startingWith(String idPrefix, int limit) {
    Map<String, String> query = Map.of("prefix", idPrefix, "limit", Integer.toString(limit));
    return Message.read(http.get(Http.path(ALL, query)).bytes()).messages("runs", RunFacts::read);
  }

  /**
   * Every point of every metric, while it arrives: metrics by key, the points of one by (time,
   * step, value), in parts of some thousands.
   */
  public void points(String id, Consumer<SeriesPart> each) {
    try (InputStream lines = http.get(path(id) + "/points").body()) {
      PointReader.read(lines, each);
    } catch (IOException e) {
      throw Http.brokenOff(e);
    }
  }

  /** The files at or below a path, in their newest versions; the empty path means all. */
  public List<FileFacts> files(String id, String path) {
    String address = Http.path(path(id) + "/artifacts", Map.of("path", path));
    return Message.read(http.get(address).bytes()).messages("artifacts", FileFacts::read);
  }

  /**
   * The bytes of a file; the caller closes the stream and checks the digest.
   *
   * @param version the newest when absent
   */
  public InputStream openFile(String id, String path, Optional<Integer> version) {
    Map<String, String> query = new HashMap<>();
    version.ifPresent(number -> query.put("version", number.toString()));
    String segments =
        Arrays.stream(path.split("/", -1)).map(Http::segment).collect(Collectors.joining("/"));
    return http.get(Http.path(path(id) + "/files/" + segments, query)).body();
  }

  /** Deletes a run; it can be restored. */
  public void delete(String id) {
    http.send("DELETE", path(id), Map.of(), Content.NONE).close();
  }

  /** Keeps a file as an artifact of the run, in place of an earlier one of that path. */
  public void upload(RunFacts run, String path, Path file) {
    String segments =
        Arrays.stream(path.split("/", -1)).map(Http::segment).collect(Collectors.joining("/"));
    String place = run.projectId() + "/" + run.id() + "/artifacts/" + segments;
    http.send(
            "PUT",
            "/api/2.0/mlflow-artifacts/artifacts/" + place,
            Map.of("Content-Type", "application/octet-stream"),
            new Content.OfFile(file))
        .close();
  }

  private static String path(String id) {
    return ALL + "/" + Http.segment(id);
  }
}
