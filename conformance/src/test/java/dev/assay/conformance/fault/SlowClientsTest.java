package dev.assay.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Clients that hold connections and do nothing, or very slowly, leave the others unharmed. */
final class SlowClientsTest {
  private static final int IDLE_CLIENTS = 500;
  private static final int SLOW_CLIENTS = 50;
  private static final int SLOW_BYTE_MILLIS = 100;
  private static final int WRITES = 400;
  private static final Duration WRITE_MAX_OF_99_IN_100 = Duration.ofMillis(500);

  @TempDir private Path folder;

  @Test
  void idleAndSlowClientsLeaveOthersUnharmed() throws Exception {
    var ended = new AtomicBoolean();
    var sockets = new ArrayList<Socket>();
    try (var server = new ServerProcess(folder);
        ExecutorService slow = Executors.newVirtualThreadPerTaskExecutor()) {
      URI address = server.start();
      try {
        for (int i = 0; i < IDLE_CLIENTS + SLOW_CLIENTS; i++) {
          sockets.add(new Socket(InetAddress.getLoopbackAddress(), address.getPort()));
        }
        for (Socket socket : sockets.subList(IDLE_CLIENTS, sockets.size())) {
          slow.execute(() -> trickle(socket, ended));
        }
        List<Duration> durations = durationsOfWrites(address);
        Collections.sort(durations);
        assertThat(durations.get(WRITES * 99 / 100))
            .as("time of 99 in 100 writes")
            .isLessThan(WRITE_MAX_OF_99_IN_100);
      } finally {
        ended.set(true);
        close(sockets);
      }
    }
  }

  private static List<Duration> durationsOfWrites(URI address) throws CutOff {
    var durations = new ArrayList<Duration>();
    try (var api = new Api(address)) {
      var writer = new PointWriter(NewRun.experiment(api, "slow clients"));
      writer.open(api);
      for (int i = 0; i < WRITES; i++) {
        long start = System.nanoTime();
        writer.write(api);
        durations.add(Duration.ofNanos(System.nanoTime() - start));
      }
      writer.check(api);
    }
    return durations;
  }

  /** Sends a request byte by byte, its head first, then a body that never comes to an end. */
  private static void trickle(Socket socket, AtomicBoolean ended) {
    byte[] head =
        "POST /api/2.0/mlflow/runs/log-metric HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII);
    try {
      for (int i = 0; !ended.get(); i++) {
        socket.getOutputStream().write(i < head.length ? head[i] : ' ');
        Thread.sleep(SLOW_BYTE_MILLIS);
      }
    } catch (IOException | InterruptedException e) {
      // The server, or the end of the test, closed the connection; both are fine.
    }
  }

  private static void close(List<Socket> sockets) throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
