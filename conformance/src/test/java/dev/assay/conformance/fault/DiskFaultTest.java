package dev.assay.conformance.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.conformance.fault.FailingDisk.Fault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A full disk and a failing sync: refused writes, an honest health answer, nothing lost. */
@EnabledOnOs(OS.LINUX)
final class DiskFaultTest {
  private static final int UNAVAILABLE = 503;
  private static final int WRITES_BEFORE = 5;
  private static final Duration RECOVERY_MAX = Duration.ofSeconds(15);

  private final long seed = Long.getLong("assay.fault.seed", System.nanoTime());

  @TempDir private Path folder;
  private ServerProcess server;
  private FailingDisk disk;
  private URI address;

  @BeforeEach
  void start() throws Exception {
    System.out.println("disk faults: seed " + seed);
    server = new ServerProcess(folder);
    disk = FailingDisk.under(server, folder);
    address = server.start();
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void fullDiskRefusesWritesAndRecoversByItself() throws Exception {
    Writers writers;
    try (var api = new Api(address)) {
      writers = writersWithSomeWrites(api);

      disk.fail(Fault.FULL);
      checkAllRefused(api, writers);
      checkUnhealthy(api);

      disk.fail(Fault.NONE);
      awaitHealthy(api);
      writers.check(api);
      writeAll(api, writers);
    }
    checkAfterRestart(writers);
  }

  @Test
  void failedSyncRefusesWritesUntilRestart() throws Exception {
    Writers writers;
    try (var api = new Api(address)) {
      writers = writersWithSomeWrites(api);

      disk.fail(Fault.SYNC);
      checkAllRefused(api, writers);
      checkUnhealthy(api);

      disk.fail(Fault.NONE);
      checkAllRefused(api, writers);
      checkUnhealthy(api);
    }
    checkAfterRestart(writers);
  }

  private Writers writersWithSomeWrites(Api api) throws CutOff {
    Writers writers = Writers.open(api, "disk faults", new Random(seed));
    for (int i = 0; i < WRITES_BEFORE; i++) {
      writeAll(api, writers);
    }
    return writers;
  }

  private static void writeAll(Api api, Writers writers) throws CutOff {
    for (Writer writer : writers.all()) {
      writer.write(api);
    }
  }

  private static void checkAllRefused(Api api, Writers writers) throws CutOff {
    for (Writer writer : writers.all()) {
      assertThat(statusOfWrite(api, writer))
          .as(writer.getClass().getSimpleName())
          .isEqualTo(UNAVAILABLE);
    }
  }

  private static int statusOfWrite(Api api, Writer writer) throws CutOff {
    try {
      writer.write(api);
      return 200;
    } catch (Refused refused) {
      return refused.status();
    }
  }

  private static void checkUnhealthy(Api api) throws CutOff {
    Api.Reply health = api.tryGet("/health");
    assertThat(health.status()).isEqualTo(UNAVAILABLE);
    assertThat(health.text()).as("the reason").isNotBlank().isNotEqualTo("OK");
  }

  private static void awaitHealthy(Api api) throws CutOff, InterruptedException {
    long end = System.nanoTime() + RECOVERY_MAX.toNanos();
    while (api.tryGet("/health").status() != 200) {
      assertThat(System.nanoTime()).as("time to recover").isLessThan(end);
      Thread.sleep(50);
    }
  }

  private void checkAfterRestart(Writers writers) throws Exception {
    server.kill();
    address = server.start();
    try (var api = new Api(address)) {
      writers.check(api);
      writeAll(api, writers);
      writers.check(api);
      assertThat(api.tryGet("/health").status()).isEqualTo(200);
    }
  }
}
