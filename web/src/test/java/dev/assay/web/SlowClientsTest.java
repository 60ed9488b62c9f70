package dev.assay.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that are slow, idle or too many, and the others beside them. */
@Timeout(60)
class SlowClientsTest {
  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofSeconds(2);

  @Test
  void idleAndSlowClientsLeaveTheOthersUnharmed() throws IOException {
    List<RawClient> crowd = new ArrayList<>();
    try (TestServer server = server(Bounds.DEFAULT)) {
      for (int i = 0; i < 500; i++) {
        crowd.add(new RawClient(server.port()));
      }
      for (int i = 0; i < 50; i++) {
        RawClient slow = new RawClient(server.port());
        slow.send(
            i % 2 == 0
                ? "GET /api/ok HT"
                : RawClient.request("POST /api/echo", "Content-Length: 50000") + "x");
        crowd.add(slow);
      }
      long[] nanos = new long[200];
      for (int i = 0; i < nanos.length; i++) {
        long start = System.nanoTime();
        assertThat(server.get("/api/ok").status()).isEqualTo(200);
        nanos[i] = System.nanoTime() - start;
      }
      Arrays.sort(nanos);
      assertThat(Duration.ofNanos(nanos[nanos.length * 99 / 100]))
          .as("p99")
          .isLessThan(Duration.ofMillis(500));
      assertThat(server.server().connectionCount()).isGreaterThanOrEqualTo(550);
    } finally {
      closeAll(crowd);
    }
  }

  @Test
  void aConnectionThatSendsNothingIsClosedInTime() throws IOException {
    try (TestServer server = server(bounds(100, SHORT, LONG, LONG));
        RawClient client = new RawClient(server.port())) {
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void aConnectionThatIdlesAfterARequestIsClosedInTime() throws IOException {
    try (TestServer server = server(bounds(100, SHORT, LONG, LONG));
        RawClient client = new RawClient(server.port())) {
      client.send(RawClient.request("GET /api/ok"));
      assertThat(client.receive().status()).isEqualTo(200);
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void headersThatDripAreCutHoweverOftenABytesComes() throws Exception {
    try (TestServer server = server(bounds(100, LONG, SHORT, LONG));
        RawClient client = new RawClient(server.port())) {
      client.send("GET /api/ok HTTP/1.1\r\nHost: localhost\r\nX: ");
      assertThat(dripUntilClosed(client)).isLessThan(Duration.ofSeconds(10));
    }
  }

  @Test
  void aBodyThatPausesIsCut() throws IOException {
    try (TestServer server = server(bounds(100, LONG, LONG, SHORT));
        RawClient client = new RawClient(server.port())) {
      client.send(RawClient.request("POST /api/echo", "Content-Length: 1000") + "x");
      assertThat(client.isClosed()).isTrue();
    }
  }

  @Test
  void aBodyThatDripsIsCut() throws Exception {
    Bounds bounds = new Bounds(100, 100, LONG, LONG, LONG, LONG, Duration.ofSeconds(1));
    try (TestServer server = server(bounds);
        RawClient client = new RawClient(server.port())) {
      client.send(RawClient.request("POST /api/echo", "Content-Length: 100000"));
      assertThat(dripUntilClosed(client)).isLessThan(Duration.ofSeconds(20));
    }
  }

  @Test
  void aClientThatTakesNoAnswerIsCut() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    Route endless =
        TestServer.get(
            "/api/endless",
            request ->
                Response.stream(
                    200,
                    "text/plain",
                    out -> {
                      try {
                        while (true) {
                          out.write(new byte[64 * 1024]);
                        }
                      } finally {
                        failed.countDown();
                      }
                    }));
    try (TestServer server = new TestServer(Set.of(), bounds(100, LONG, LONG, SHORT), endless);
        RawClient client = new RawClient(server.port())) {
      client.send(RawClient.request("GET /api/endless"));
      assertThat(failed.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void theLongestIdleConnectionMakesRoomForANewOne() throws IOException {
    List<RawClient> idle = new ArrayList<>();
    try (TestServer server = server(bounds(20, LONG, LONG, LONG))) {
      for (int i = 0; i < 20; i++) {
        RawClient client = new RawClient(server.port());
        client.send(RawClient.request("GET /api/ok"));
        assertThat(client.receive().status()).isEqualTo(200);
        idle.add(client);
      }
      assertThat(server.get("/api/ok").status()).isEqualTo(200);
      assertThat(idle.getFirst().isClosed()).isTrue();
      idle.getLast().send(RawClient.request("GET /api/ok"));
      assertThat(idle.getLast().receive().status()).isEqualTo(200);
    } finally {
      closeAll(idle);
    }
  }

  @Test
  void requestsBeyondTheLimitAreToldToComeBack() throws IOException, InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Route blocking =
        TestServer.get(
            "/api/block",
            request -> {
              entered.countDown();
              await(leave);
              return Response.text(200, "done");
            });
    Bounds bounds = new Bounds(100, 1, Duration.ofMillis(100), LONG, LONG, LONG, LONG);
    try (TestServer server = new TestServer(Set.of(), bounds, blocking);
        RawClient first = new RawClient(server.port())) {
      first.send(RawClient.request("GET /api/block"));
      entered.await();
      RawClient.Answer second = server.get("/api/block");
      assertThat(second.status()).isEqualTo(503);
      assertThat(second.header("retry-after")).contains("1");
      leave.countDown();
      assertThat(first.receive().status()).isEqualTo(200);
    }
  }

  @Test
  void aStopLetsRunningRequestsEndAndTakesNoMore() throws IOException, InterruptedException {
    CountDownLatch entered = new CountDownLatch(1);
    Route slow =
        TestServer.get(
            "/api/slow",
            request -> {
              entered.countDown();
              await(new CountDownLatch(1), Duration.ofMillis(800));
              return Response.text(200, "ended well");
            });
    TestServer server = new TestServer(slow);
    try (RawClient client = new RawClient(server.port());
        RawClient idle = new RawClient(server.port())) {
      client.send(RawClient.request("GET /api/slow"));
      entered.await();
      Thread stopping = Thread.ofVirtual().start(server::close);
      assertThat(client.receive().text()).isEqualTo("ended well");
      stopping.join();
      assertThat(idle.isClosed()).isTrue();
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> new RawClient(server.port()).close())
          .isInstanceOf(Exception.class);
    }
  }

  private static TestServer server(Bounds bounds) {
    return new TestServer(
        Set.of(),
        bounds,
        TestServer.get("/api/ok", request -> Response.text(200, "ok")),
        TestServer.post(
            "/api/echo", 1_000_000, request -> Response.bytes(200, "text/plain", request.bytes())));
  }

  private static Bounds bounds(
      int connectionsMax, Duration idle, Duration headers, Duration stall) {
    return new Bounds(connectionsMax, 100, LONG, idle, headers, stall, LONG);
  }

  private static Duration dripUntilClosed(RawClient client) throws InterruptedException {
    long start = System.nanoTime();
    try {
      while (System.nanoTime() - start < LONG.toNanos()) {
        client.send("x");
        Thread.sleep(20);
      }
    } catch (IOException closed) {
      assertThat(closed).isNotNull();
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private static void await(CountDownLatch latch) throws IOException {
    await(latch, LONG);
  }

  private static void await(CountDownLatch latch, Duration most) throws IOException {
    try {
      boolean released = latch.await(most.toMillis(), TimeUnit.MILLISECONDS);
      assertThat(released || most.compareTo(LONG) < 0).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void closeAll(List<RawClient> clients) throws IOException {
    for (RawClient client : clients) {
      client.close();
    }
  }
}
