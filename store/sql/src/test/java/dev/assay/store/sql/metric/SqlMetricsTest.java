package dev.assay.store.sql.metric;

import static dev.assay.testkit.Failures.assertFails;
import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.Failure;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.metric.SeriesWindow;
import dev.assay.core.metric.SeriesWindow.Axis;
import dev.assay.core.run.RunId;
import dev.assay.store.sql.SqlConfig;
import dev.assay.store.sql.SqlStore;
import dev.assay.testkit.Crowd;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the engine does with rows and memory; what it answers is the matter of the kits. */
final class SqlMetricsTest {
  /** Seals early and has little memory, so that short tests see all of it. */
  static final SealRules TINY = new SealRules(20, 9, 900, 12, 60);

  @TempDir private Path folder;
  private SqlStore store;
  private final RunId run = new RunId("run");
  private final RunId other = new RunId("other");

  @BeforeEach
  void open() {
    open(SealRules.DEFAULT);
    TestRuns.insert(store, run);
    TestRuns.insert(store, other);
  }

  private void open(SealRules rules) {
    store = SqlStore.open(SqlConfig.sqlite(folder.resolve("data")).withSealRules(rules));
  }

  private void reopen(SealRules rules) {
    store.close();
    open(rules);
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void namesADamagedBlockAndServesTheOthers() {
    store.metrics().append(run, line("loss", 0, 3_000));
    store.metrics().append(run, line("acc", 0, 3_000));
    store.metrics().seal(run);
    change("UPDATE metric_block SET body = X'01020304' WHERE number = 1 AND key_id = 1");
    assertFails(Failure.Kind.CORRUPT, () -> store.metrics().history(run, "loss", 0, 3_000));
    assertFails(Failure.Kind.CORRUPT, () -> store.metrics().sample(run, "loss", 0, 3_000, 2_000));
    assertThat(store.metrics().history(run, "loss", 0, 500).size()).isEqualTo(500);
    assertThat(store.metrics().history(run, "acc", 0, 3_000).size()).isEqualTo(3_000);
    change("UPDATE metric_block SET rollup = X'05' WHERE number = 1 AND key_id = 1");
    assertFails(
        Failure.Kind.CORRUPT,
        () -> store.metrics().downsample(run, "loss", SeriesWindow.all(Axis.STEP, 10)));
  }

  @Test
  void namesAMissingBlock() {
    store.metrics().append(run, line("loss", 0, 3_000));
    store.metrics().seal(run);
    change("DELETE FROM metric_block WHERE number = 2");
    assertFails(Failure.Kind.CORRUPT, () -> store.metrics().history(run, "loss", 0, 10));
  }

  @Test
  void refusesARunWhoseRequestIsDamagedAndServesTheOthers() {
    store.metrics().append(run, line("loss", 0, 10));
    store.metrics().append(other, line("loss", 0, 10));
    change("UPDATE metric_wal SET body = X'0102030405060708' WHERE run_id = 1");
    reopen(SealRules.DEFAULT);
    assertFails(Failure.Kind.CORRUPT, () -> store.metrics().history(run, "loss", 0, 10));
    assertFails(Failure.Kind.CORRUPT, () -> store.metrics().append(run, line("loss", 10, 11)));
    assertFails(Failure.Kind.CORRUPT, () -> store.metrics().seal(run));
    assertThat(store.metrics().history(other, "loss", 0, 10).size()).isEqualTo(10);
  }

  @Test
  void countsABatchOnceThatManySendAtOnce() throws Exception {
    AtomicInteger added = new AtomicInteger();
    Crowd.of(
        16,
        thread -> {
          for (int i = 0; i < 20; i++) {
            added.addAndGet(store.metrics().append(run, line("loss", 100 * i, 100 * i + 100)));
          }
        });
    assertThat(added).hasValue(2_000);
    assertThat(store.metrics().history(run, "loss", 0, 9_999).size()).isEqualTo(2_000);
    assertThat(store.metrics().summary(run, "loss").orElseThrow().count()).isEqualTo(2_000);
  }

  @Test
  void keepsNoMoreRequestsThanOpenPointsNeed() {
    store
        .transactions()
        .transact(
            () -> {
              for (int i = 0; i < 3_000; i++) {
                store.metrics().append(run, line("loss", i, i + 1));
              }
            });
    assertThat(count("metric_wal")).isLessThan(1_152);
    store.metrics().seal(run);
    assertThat(count("metric_wal")).isZero();
    assertThat(count("metric_block")).isBetween(3L, 4L);
  }

  @Test
  void keepsRequestsInProportionWhenOnlyOneSeriesOfManyGrows() {
    reopen(TINY);
    store.metrics().append(run, line("rare", 0, 5));
    for (int i = 0; i < 100; i++) {
      store.metrics().append(run, line("often", 10 * i, 10 * i + 10));
    }
    assertThat(count("metric_wal")).isLessThan(30);
    reopen(TINY);
    assertThat(store.metrics().history(run, "rare", 0, 99).size()).isEqualTo(5);
    assertThat(store.metrics().history(run, "often", 0, 9_999).size()).isEqualTo(1_000);
  }

  @Test
  void keepsMemoryWithinItsRules() {
    reopen(TINY);
    SqlMetrics metrics = (SqlMetrics) store.metrics();
    for (int i = 0; i < 8; i++) {
      RunId each = new RunId("run-" + i);
      TestRuns.insert(store, each);
      for (int key = 0; key < 80; key++) {
        metrics.append(each, line("key-" + key, 0, 15));
      }
      assertThat(metrics.openPoints()).isLessThanOrEqualTo(TINY.openPointsMax());
      assertThat(metrics.openSeries()).isLessThanOrEqualTo(80 + TINY.seriesMax());
    }
    for (int i = 0; i < 8; i++) {
      assertThat(metrics.history(new RunId("run-" + i), "key-7", 0, 99).size()).isEqualTo(15);
      assertThat(metrics.append(new RunId("run-" + i), line("key-7", 0, 16))).isEqualTo(1);
    }
  }

  @Test
  void summariesGoToTheIndexesOnlyWhenTheRunHasEnded() {
    store.metrics().append(run, line("loss", 0, 10));
    change("UPDATE run SET status = 'FINISHED' WHERE uid = 'other'");
    store.metrics().append(other, line("loss", 0, 10));
    assertThat(number("SELECT settled FROM metric_summary WHERE run_id = 1")).isZero();
    assertThat(number("SELECT settled FROM metric_summary WHERE run_id = 2")).isEqualTo(1);
  }

  private void change(String sql) {
    store.database().write(session -> session.update(sql));
  }

  private long count(String table) {
    return number("SELECT count(*) FROM " + table);
  }

  private long number(String sql) {
    return store.database().read(session -> session.number(sql));
  }

  private static List<MetricPoint> line(String key, int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> new MetricPoint(key, i / 4.0, i, i)).toList();
  }
}
