package dev.assay.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WebPageTest {
  @TempDir Path data;
  private App app;
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeEach
  void start() {
    app =
        App.start(
            ConfigSources.read(
                Optional.empty(),
                Map.of(),
                Map.of(Setting.PORT, "0", Setting.DATA, data.toString())));
  }

  @AfterEach
  void stop() {
    app.close();
    http.close();
  }

  @Test
  void answersEachOfItsAddressesWithTheSameDocument() throws Exception {
    assumeBuilt();
    String document = get("/").body();

    assertThat(document).startsWith("<!doctype html>");
    for (String path : new String[] {"/runs?q=x", "/compare", "/p/0", "/r/abc", "/r/abc/metrics"}) {
      assertThat(get(path).body()).as(path).isEqualTo(document);
    }
  }

  @Test
  void allowsNoScriptButItsOwnFiles() throws Exception {
    assumeBuilt();
    HttpResponse<String> page = get("/");

    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(page.body()).doesNotContainPattern("<script(?![^>]*\\bsrc=)");
  }

  @Test
  void letsBrowsersKeepFilesNamedByTheirContentAndChecksTheOthers() throws Exception {
    assumeBuilt();
    HttpResponse<String> page = get("/");
    HttpResponse<String> script = get(firstAsset(page.body()));

    assertThat(script.headers().firstValue("Content-Type"))
        .hasValue("text/javascript; charset=utf-8");
    assertThat(script.headers().firstValue("Cache-Control").orElseThrow()).contains("immutable");
    assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
    String etag = page.headers().firstValue("ETag").orElseThrow();
    assertThat(send(request("/").header("If-None-Match", etag).build()).statusCode())
        .isEqualTo(304);
  }

  @Test
  void hasNoFilesButThoseOfThePage() throws Exception {
    for (String path :
        new String[] {
          "/assets/none.js",
          "/assets/..%2Findex.html",
          "/assets/%2e%2e",
          "/assets/..%2f..%2fApp.class",
          "/favicon.ico"
        }) {
      assertThat(get(path).statusCode()).as(path).isBetween(400, 404);
    }
  }

  @Test
  void leavesUnknownPathsOfTheApiToTheApi() throws Exception {
    assertThat(get("/api/v1/nothing").body()).contains("\"error\"");
  }

  private void assumeBuilt() throws Exception {
    assumeThat(get("/").statusCode()).as("the page is built by scripts/ui.sh").isEqualTo(200);
  }

  private static String firstAsset(String document) {
    Matcher asset = Pattern.compile("/assets/[^\"]+\\.js").matcher(document);
    assertThat(asset.find()).isTrue();
    return asset.group();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(app.address() + path));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }
}
