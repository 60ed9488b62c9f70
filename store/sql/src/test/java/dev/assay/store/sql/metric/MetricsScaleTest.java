package dev.assay.store.sql.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@link MetricsScale} in a heap of 512 MB. */
final class MetricsScaleTest {
  /** Enough to fill memory several times; {@code -Dassay.scale.points=10000000} for all of it. */
  private static final int POINTS = Integer.getInteger("assay.scale.points", 2_000_000);

  private static final int PATIENCE_SECONDS = 900;

  @TempDir private Path folder;

  @Test
  void holdsLongSeriesAndManyKeysInASmallHeap() throws Exception {
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                MetricsScale.class.getName(),
                folder.resolve("data").toString(),
                Integer.toString(POINTS))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
    process.destroyForcibly();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    System.out.println(said);
    assertThat(ended).as(said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
  }
}
