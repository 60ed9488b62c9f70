package dev.assay.conformance.mlflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some hundred generated requests get the same answers from MLflow's own server and from Assay, but
 * for the differences {@code mlflow_differential/deliberate.py} lists with their reasons. The seed
 * is printed.
 */
final class DifferentialTest {
  private static final int REQUESTS = Integer.getInteger("assay.differential.requests", 400);
  private static final Duration START_MAX = Duration.ofMinutes(4);
  private static final Duration RUN_MAX = Duration.ofMinutes(10);
  private static final Duration POLL = Duration.ofMillis(500);

  @TempDir private Path folder;

  @Test
  void answersAsMlflowsOwnServerDoes() throws IOException, InterruptedException {
    Optional<Python> python = Python.find("mlflow3");
    if (python.isEmpty()) {
      assertThat(System.getenv("CI")).as("mlflow 3 is not installed").isNull();
      abort("mlflow 3 is not installed: 'make test' installs it");
      return;
    }
    int port = freePort();
    Process reference = startReference(python.get(), port);
    try (RunningAssay assay = RunningAssay.on(folder.resolve("data"))) {
      String address = "http://127.0.0.1:" + port;
      awaitHealth(reference, URI.create(address + "/health"));
      compare(python.get(), address, assay.address());
    } finally {
      Python.stop(reference);
    }
  }

  private void compare(Python python, String reference, String assay)
      throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    int status =
        python.run(
            out,
            RUN_MAX,
            Map.of(),
            "-m",
            "mlflow_differential",
            reference,
            assay,
            folder.resolve("report.json").toString(),
            Integer.toString(REQUESTS));
    assertThat(status).as("%s", Files.readString(out)).isZero();
  }

  private Process startReference(Python python, int port) throws IOException {
    return python.start(
        folder.resolve("reference.txt"),
        Map.of(),
        "-m",
        "mlflow",
        "server",
        "--backend-store-uri",
        "sqlite:///" + folder.resolve("reference.db"),
        "--artifacts-destination",
        folder.resolve("reference-files").toString(),
        "--host",
        "127.0.0.1",
        "--port",
        Integer.toString(port),
        "--workers",
        "1");
  }

  private void awaitHealth(Process reference, URI health) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + START_MAX.toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!isHealthy(client, health)) {
        String printed = Files.readString(folder.resolve("reference.txt"));
        assertThat(reference.isAlive()).as("MLflow's server ended: %s", printed).isTrue();
        assertThat(System.nanoTime())
            .as("MLflow's server starts: %s", printed)
            .isLessThan(deadline);
        Thread.sleep(POLL);
      }
    }
  }

  private static boolean isHealthy(HttpClient client, URI health) throws InterruptedException {
    try {
      HttpRequest request = HttpRequest.newBuilder(health).timeout(Duration.ofSeconds(5)).build();
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
