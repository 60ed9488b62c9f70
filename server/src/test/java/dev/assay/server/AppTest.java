package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AppTest {
  @TempDir Path data;

  @Test
  void answersHealthAtTheAddressItSays() throws Exception {
    try (App app = start()) {
      HttpResponse<String> answer = get(app, "/health");

      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("OK");
    }
  }

  @Test
  void keepsWhatWasLoggedOverARestart() throws Exception {
    try (App app = start()) {
      post(app, "/api/2.0/mlflow/experiments/create", "{\"name\":\"kept\"}");
    }
    try (App app = start()) {
      assertThat(get(app, "/api/v1/projects").body()).contains("\"kept\"");
    }
  }

  @Test
  void refusesADataFolderAnotherServerHolds() {
    try (App app = start()) {
      assertThatThrownBy(this::start).hasMessageContaining(app.address());
    }
  }

  private App start() {
    return App.start(
        ConfigSources.read(
            Optional.empty(), Map.of(), Map.of(Setting.PORT, "0", Setting.DATA, data.toString())));
  }

  private static HttpResponse<String> get(App app, String path)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(URI.create(app.address() + path)).build());
  }

  private static void post(App app, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(app.address() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    assertThat(send(request).statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> send(HttpRequest request)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request, BodyHandlers.ofString());
    }
  }
}
