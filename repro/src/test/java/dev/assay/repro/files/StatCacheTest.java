package dev.assay.repro.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StatCacheTest {
  @TempDir Path temp;

  private static Clock later(int days) {
    return Clock.offset(Clock.systemUTC(), Duration.ofDays(days).plusSeconds(10));
  }

  private StatCache open(int days) {
    return StatCache.open(temp.resolve("digests"), later(days));
  }

  private static FileStat stat(long bytes) {
    return new FileStat(0100644, bytes, 1_000, 2_000, 3);
  }

  @Test
  void remembersWhatWasPutThroughManyRounds() {
    long seed = new Random().nextLong();
    System.out.println("remembersWhatWasPutThroughManyRounds: seed " + seed);
    Random random = new Random(seed);
    Map<Path, FileStat> known = new HashMap<>();
    for (int round = 0; round < 10; round++) {
      try (StatCache cache = open(0)) {
        for (int i = 0; i < 200; i++) {
          Path path = Path.of("/data/" + random.nextInt(1_000));
          FileStat stat = stat(random.nextLong(1_000_000));
          cache.put(path, stat, Digest.of(path + " " + stat.sizeBytes()));
          known.put(path, stat);
        }
      }
      try (StatCache cache = open(0)) {
        known.forEach(
            (path, stat) -> {
              assertThat(cache.find(path, stat)).contains(Digest.of(path + " " + stat.sizeBytes()));
              assertThat(cache.find(path, stat(stat.sizeBytes() + 1))).isEmpty();
            });
        assertThat(cache.find(Path.of("/data/none"), stat(1))).isEmpty();
      }
    }
  }

  @Test
  void keepsNoDigestOfAFileTouchedAMomentAgo() throws IOException {
    Path file = Files.writeString(temp.resolve("a"), "x");
    FileStat stat = FileStat.of(file);
    StatCache now = StatCache.open(temp.resolve("digests"));
    now.put(file, stat, Digest.of("x"));
    StatCache then = open(0);
    then.put(file, stat, Digest.of("x"));

    assertThat(now.find(file, stat)).isEmpty();
    assertThat(then.find(file, stat)).contains(Digest.of("x"));
  }

  @Test
  void forgetsWhatNobodyAskedToKeepForLong() {
    Path path = Path.of("/data/old");
    try (StatCache cache = open(0)) {
      cache.put(path, stat(1), Digest.of("old"));
    }
    try (StatCache cache = open(100)) {
      assertThat(cache.find(path, stat(1))).isPresent();
      cache.put(Path.of("/data/new"), stat(1), Digest.of("new"));
    }
    assertThat(open(100).find(path, stat(1))).isEmpty();
    assertThat(open(100).find(Path.of("/data/new"), stat(1))).isPresent();
  }

  @Test
  void isEmptyWhenItsFileIsBroken() throws IOException {
    Files.writeString(temp.resolve("digests"), "rubbish that is longer than a head");

    assertThat(open(0).find(Path.of("/data"), stat(1))).isEmpty();
  }
}
