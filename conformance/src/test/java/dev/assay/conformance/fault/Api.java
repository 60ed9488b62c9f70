package dev.assay.conformance.fault;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** MLflow's REST API on a server that may die at any moment. Safe for many threads. */
final class Api implements AutoCloseable {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String ROOT = "/api/2.0/mlflow/";
  private static final String ARTIFACTS = "/api/2.0/mlflow-artifacts/artifacts/";
  private static final Duration ANSWER_MAX = Duration.ofSeconds(60);

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  Api(URI server) {
    this.server = server;
  }

  /** An answer, whatever its status. */
  static final class Reply {
    private final int status;
    private final byte[] body;

    private Reply(int status, byte[] body) {
      this.status = status;
      this.body = body;
    }

    int status() {
      return status;
    }

    byte[] body() {
      return body;
    }

    JsonNode json() {
      return JSON.readTree(body);
    }

    String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Posts fields as JSON; the answer must be a 200. */
  JsonNode post(String call, Map<String, ?> fields) throws CutOff {
    return right(call, tryPost(call, fields)).json();
  }

  /** Posts fields as JSON. */
  Reply tryPost(String call, Map<String, ?> fields) throws CutOff {
    return send("POST", ROOT + call, fields);
  }

  /** Calls with a method other than POST; the answer must be a 200. */
  JsonNode call(String method, String call, Map<String, ?> fields) throws CutOff {
    return right(call, send(method, ROOT + call, fields)).json();
  }

  /** Reads; the answer must be a 200. */
  JsonNode get(String call, Map<String, String> query) throws CutOff {
    return right(call, tryGet(ROOT + call + query(query))).json();
  }

  /** Reads any path of the server. */
  Reply tryGet(String path) throws CutOff {
    return exchange(request(path).GET().build());
  }

  /** Uploads an artifact. */
  Reply tryUpload(String path, byte[] content) throws CutOff {
    return exchange(request(ARTIFACTS + path).PUT(BodyPublishers.ofByteArray(content)).build());
  }

  /** Downloads an artifact. */
  Reply tryDownload(String path) throws CutOff {
    return tryGet(ARTIFACTS + path);
  }

  /** Passes on a 200 and fails on all else: no fault excuses another answer. */
  static Reply right(String call, Reply reply) {
    if (reply.status() != 200) {
      throw new Refused(call, reply.status(), reply.text());
    }
    return reply;
  }

  private Reply send(String method, String path, Map<String, ?> fields) throws CutOff {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(fields)))
            .build();
    return exchange(request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(server.resolve(path)).timeout(ANSWER_MAX);
  }

  private Reply exchange(HttpRequest request) throws CutOff {
    try {
      HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
      return new Reply(response.statusCode(), response.body());
    } catch (IOException e) {
      throw new CutOff(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CutOff(e);
    }
  }

  private static String query(Map<String, String> fields) {
    var query = new StringJoiner("&", "?", "");
    fields.forEach(
        (name, value) -> query.add(name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return query.toString();
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
