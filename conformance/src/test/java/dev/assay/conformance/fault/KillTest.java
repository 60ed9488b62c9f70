package dev.assay.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server at random moments while writers of every kind are at work, and starts it again
 * on the same data. {@code -Dassay.fault.rounds} says how often, {@code -Dassay.fault.seed} repeats
 * the load of an earlier run (the moments of the kills then differ only by chance of timing), and
 * {@code -Dassay.fault.ready.seconds} allows a machine that is busy with other things more time
 * than the 5 seconds promised.
 */
final class KillTest {
  private static final int ROUNDS = Integer.getInteger("assay.fault.rounds", 30);
  private static final Duration READY_MAX =
      Duration.ofSeconds(Integer.getInteger("assay.fault.ready.seconds", 5));
  private static final int KILL_AFTER_WRITES_MAX = 400;
  private static final int KILL_AFTER_MILLIS_MORE = 20;
  private static final Duration WRITES_MAX = Duration.ofSeconds(5);
  private static final int START_KILL_AFTER_MILLIS_MAX = 600;
  private static final int EARLIER_CHECKED_EACH_ROUND = 1;

  private final long seed = Long.getLong("assay.fault.seed", System.nanoTime());
  private final Random random = new Random(seed);
  private final List<Writers> earlier = new ArrayList<>();
  private Duration slowestStart = Duration.ZERO;

  @TempDir private Path folder;

  @Test
  void everyAcknowledgedWriteIsThereAfterKills() throws Exception {
    System.out.println("kills: " + ROUNDS + " rounds, seed " + seed);
    try (var server = new ServerProcess(folder)) {
      URI address = server.start();
      for (int round = 1; round <= ROUNDS; round++) {
        earlier.add(writeUntilKilled(server, address, round));
        killSomeStarts(server);
        address = server.start();
        slowestStart = longer(slowestStart, server.startUp());
        assertThat(server.startUp()).as("time to be ready again").isLessThan(READY_MAX);
        checkAfter(address, round);
      }
      checkEverything(address);
    }
  }

  private Writers writeUntilKilled(ServerProcess server, URI address, int round) throws Exception {
    try (var api = new Api(address)) {
      Writers writers = Writers.open(api, "round " + round, random);
      try (var running = writers.start(api)) {
        running.awaitWrites(random.nextInt(KILL_AFTER_WRITES_MAX), WRITES_MAX);
        Thread.sleep(random.nextInt(KILL_AFTER_MILLIS_MORE));
        server.kill();
        running.await();
      }
      return writers;
    }
  }

  /** Recovery must bear being killed too. */
  private void killSomeStarts(ServerProcess server) throws Exception {
    if (random.nextInt(4) == 0) {
      server.launch();
      Thread.sleep(random.nextInt(START_KILL_AFTER_MILLIS_MAX));
      server.kill();
    }
  }

  private void checkAfter(URI address, int round) throws CutOff {
    try (var api = new Api(address)) {
      earlier.getLast().check(api);
      for (int i = 0; i < EARLIER_CHECKED_EACH_ROUND; i++) {
        earlier.get(random.nextInt(earlier.size())).check(api);
      }
    } catch (AssertionError e) {
      throw new AssertionError("round " + round + ", seed " + seed + ": " + e.getMessage(), e);
    }
  }

  private void checkEverything(URI address) throws CutOff {
    try (var api = new Api(address)) {
      for (Writers writers : earlier) {
        writers.check(api);
      }
    }
    int acknowledged = earlier.stream().mapToInt(Writers::acknowledged).sum();
    System.out.printf(
        "kills: %d acknowledged writes, all there; slowest start %d ms%n",
        acknowledged, slowestStart.toMillis());
    assertThat(acknowledged).as("writes in all rounds").isGreaterThan(ROUNDS * 10);
    for (int kind = 0; kind < earlier.getFirst().all().size(); kind++) {
      int number = kind;
      assertThat(earlier.stream().mapToInt(w -> w.all().get(number).acknowledged()).sum())
          .as("writes of writer " + number)
          .isPositive();
    }
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }
}
