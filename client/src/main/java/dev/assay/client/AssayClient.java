package dev.assay.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks an Assay server over its API, whose documents it hands on as trees; the OpenAPI document of
 * the server describes them. Thread-safe. Every method fails with {@link AssayException}.
 */
public final class AssayClient implements AutoCloseable {
  private static final Duration CONNECT_WAIT = Duration.ofSeconds(5);
  private static final Duration ANSWER_WAIT = Duration.ofMinutes(2);
  private static final JsonMapper JSON = new JsonMapper();

  private final URI server;
  private final HttpClient http;

  public AssayClient(URI server) {
    this.server = server;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_WAIT)
            .build();
  }

  public URI server() {
    return server;
  }

  /** A page of runs; the question is the body of {@code POST /api/v1/runs/search}. */
  public JsonNode searchRuns(JsonNode question) {
    HttpRequest request =
        request("/api/v1/runs/search", Map.of())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(question)))
            .build();
    return json(request);
  }

  /** One run with all its parts but the series. */
  public JsonNode run(String run) {
    return get("/api/v1/runs/" + segment(run), Map.of());
  }

  /** The summaries of a run's metrics. */
  public JsonNode metrics(String run) {
    return get("/api/v1/runs/" + segment(run) + "/metrics", Map.of());
  }

  /** The files of a run at or below a path, in their newest versions. */
  public JsonNode artifacts(String run, String path) {
    return get("/api/v1/runs/" + segment(run) + "/artifacts", Map.of("path", path));
  }

  /** A page of projects, those changed last first. */
  public JsonNode projects(int limit) {
    return get("/api/v1/projects", Map.of("limit", Integer.toString(limit)));
  }

  /** The bytes of a run's file; the caller closes the stream and checks the digest. */
  public InputStream file(String run, String path) {
    String segments =
        Arrays.stream(path.split("/", -1))
            .map(AssayClient::segment)
            .collect(Collectors.joining("/"));
    HttpRequest request =
        request("/api/v1/runs/" + segment(run) + "/files/" + segments, Map.of()).build();
    HttpResponse<InputStream> answer = send(request, BodyHandlers.ofInputStream());
    if (answer.statusCode() != 200) {
      throw refused(answer.statusCode(), readAll(answer.body()));
    }
    return answer.body();
  }

  private JsonNode get(String path, Map<String, String> query) {
    return json(request(path, query).build());
  }

  private JsonNode json(HttpRequest request) {
    HttpResponse<byte[]> answer = send(request, BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw refused(answer.statusCode(), answer.body());
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException e) {
      throw new AssayException(server + " did not answer like an Assay server", e);
    }
  }

  private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
    try {
      return http.send(request, handler);
    } catch (IOException e) {
      throw new AssayException(
          "no Assay server answers at " + server + "; start one with 'assay serve'", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssayException("interrupted while waiting for " + server, e);
    }
  }

  private HttpRequest.Builder request(String path, Map<String, String> query) {
    String text =
        new TreeMap<>(query)
            .entrySet().stream()
                .map(entry -> segment(entry.getKey()) + "=" + segment(entry.getValue()))
                .collect(Collectors.joining("&"));
    URI address = server.resolve(path + (text.isEmpty() ? "" : "?" + text));
    return HttpRequest.newBuilder(address).timeout(ANSWER_WAIT);
  }

  private static AssayException refused(int status, byte[] body) {
    try {
      String message = JSON.readTree(body).path("error").path("message").asString("");
      if (!message.isEmpty()) {
        return new AssayException(status, message);
      }
    } catch (JacksonException e) {
      return new AssayException(
          "the server answered " + status + " in a form this client does not know", e);
    }
    return new AssayException(status, "the server answered " + status);
  }

  private static byte[] readAll(InputStream body) {
    try (body) {
      return body.readAllBytes();
    } catch (IOException e) {
      throw new AssayException("the answer of the server broke off", e);
    }
  }

  private static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  @Override
  public void close() {
    http.close();
  }
}
