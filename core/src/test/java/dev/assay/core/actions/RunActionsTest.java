package dev.assay.core.actions;

import static dev.assay.core.actions.Fixture.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.assay.core.Failure;
import dev.assay.core.ledger.Entry;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.run.LogBatch;
import dev.assay.core.run.NewRun;
import dev.assay.core.run.RunChange;
import dev.assay.core.run.RunId;
import dev.assay.core.run.RunInfo;
import dev.assay.core.run.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What runs go through: batches, endings, silence. */
final class RunActionsTest {
  private static final Duration SILENCE = Duration.ofMinutes(5);
  private static final Pattern MANIFEST = Pattern.compile("\"manifest\":\"([0-9a-f]{64})\"");
  private final Fixture fixture = new Fixture();
  private final RunId run = fixture.run;

  @Test
  void keepsABatchWholeOrNotAtAll() {
    LogBatch batch =
        new LogBatch(
            List.of(new MetricPoint("loss", 1, 2, 3)),
            Map.of("batch", "32", "lr", "0.2"),
            Map.of("new", "2"),
            List.of());
    String before = fixture.state();
    long size = fixture.size();
    assertThatThrownBy(() -> fixture.runs.log(ADA, run, batch))
        .isInstanceOfSatisfying(
            Failure.class, e -> assertThat(e.kind()).isEqualTo(Failure.Kind.CONFLICT));
    assertThat(fixture.state()).isEqualTo(before);
    assertThat(fixture.size()).isEqualTo(size);
  }

  @Test
  void appendsAnEntryForEachKindOfChangeInABatch() {
    LogBatch batch =
        new LogBatch(
            List.of(new MetricPoint("loss", 1, 2, 3)),
            Map.of("batch", "32"),
            Map.of("new", "2"),
            List.of());
    long size = fixture.size();
    fixture.runs.log(ADA, run, batch);
    assertThat(fixture.entriesFrom(size))
        .extracting(entry -> entry.json().substring(0, 30))
        .containsExactly(
            "{\"action\":\"run-params-added\",\"", "{\"action\":\"run-tags-set\",\"acto");
    fixture.runs.log(ADA, run, batch);
    assertThat(fixture.size()).isEqualTo(size + 2);
    assertThat(fixture.store.metrics().summary(run, "loss").orElseThrow().count()).isEqualTo(1);
  }

  @Test
  void refusesToLogToADeletedRunOrToNone() {
    String before = fixture.state();
    LogBatch batch = LogBatch.tags(Map.of("new", "2"));
    assertThatThrownBy(() -> fixture.runs.log(ADA, fixture.deletedRun, batch))
        .hasMessageContaining("deleted");
    assertThatThrownBy(() -> fixture.runs.log(ADA, new RunId("nobody"), batch))
        .hasMessageContaining("nobody");
    assertThat(fixture.state()).isEqualTo(before);
  }

  @Test
  void startsNoRunInADeletedProject() {
    NewRun draft =
        new NewRun(fixture.deletedProject, Optional.empty(), "ada", Optional.empty(), Map.of());
    assertThatThrownBy(() -> fixture.runs.create(ADA, draft)).hasMessageContaining("deleted");
  }

  @Test
  void choosesNameAndStart() {
    NewRun draft = new NewRun(fixture.project, Optional.of(""), "ada", Optional.empty(), Map.of());
    RunInfo made = fixture.runs.create(ADA, draft);
    assertThat(made.name()).isNotBlank();
    assertThat(made.startedAt()).isEqualTo(fixture.now());
    assertThat(made.status()).isEqualTo(Status.RUNNING);
  }

  @Test
  void commitsToWhatTheRunHeldWhenItEnded() {
    String first = endAndManifest(new Fixture(), f -> {});
    assertThat(endAndManifest(new Fixture(), f -> {})).isEqualTo(first);
    assertThat(
            endAndManifest(
                new Fixture(), f -> f.runs.log(ADA, f.run, LogBatch.params(Map.of("batch", "32")))))
        .isNotEqualTo(first);
    assertThat(
            endAndManifest(
                new Fixture(),
                f ->
                    f.runs.log(
                        ADA, f.run, LogBatch.metrics(List.of(new MetricPoint("loss", 1, 2, 3))))))
        .isNotEqualTo(first);
    assertThat(endAndManifest(new Fixture(), f -> f.put("old.txt", "new"))).isNotEqualTo(first);
  }

  @Test
  void marksSilentRunsAsLost() {
    long size = fixture.size();
    fixture.advance(SILENCE.minusSeconds(61));
    assertThat(fixture.runs.markLost(SILENCE)).isEmpty();
    fixture.advance(Duration.ofMinutes(2));
    List<RunInfo> lost = fixture.runs.markLost(SILENCE);
    assertThat(lost).extracting(RunInfo::id).containsExactly(run);
    RunInfo after = fixture.store.runs().info(run).orElseThrow();
    assertThat(after).isEqualTo(lost.getFirst());
    assertThat(after.status()).isEqualTo(Status.INTERRUPTED);
    assertThat(after.lostAt()).contains(fixture.now());
    assertThat(after.endedAt()).contains(fixture.now());
    List<Entry> added = fixture.entriesFrom(size);
    assertThat(added).hasSize(1);
    assertThat(added.getFirst().json())
        .contains("run-ended", "\"actor\":\"system\"", "\"reason\":\"silent\"");
    assertThat(fixture.runs.markLost(SILENCE)).isEmpty();
  }

  @Test
  void bringsALostRunBackWithALateWrite() {
    fixture.advance(SILENCE.plusMinutes(1));
    fixture.runs.markLost(SILENCE);
    long size = fixture.size();
    fixture.runs.log(ADA, run, LogBatch.metrics(List.of(new MetricPoint("loss", 1, 2, 3))));
    RunInfo after = fixture.store.runs().info(run).orElseThrow();
    assertThat(after.status()).isEqualTo(Status.RUNNING);
    assertThat(after.endedAt()).isEmpty();
    assertThat(after.lostAt()).isEmpty();
    assertThat(fixture.entriesFrom(size)).hasSize(1);
    assertThat(fixture.runs.markLost(SILENCE)).isEmpty();
  }

  @Test
  void leavesARunThatEndedByItselfEnded() {
    fixture.runs.update(ADA, run, ended());
    fixture.advance(SILENCE.plusMinutes(1));
    assertThat(fixture.runs.markLost(SILENCE)).isEmpty();
    fixture.runs.log(ADA, run, LogBatch.metrics(List.of(new MetricPoint("loss", 1, 2, 3))));
    assertThat(fixture.store.runs().info(run).orElseThrow().status()).isEqualTo(Status.FINISHED);
  }

  @Test
  void letsALostRunEndByItself() {
    fixture.advance(SILENCE.plusMinutes(1));
    fixture.runs.markLost(SILENCE);
    RunInfo after = fixture.runs.update(ADA, run, ended());
    assertThat(after.status()).isEqualTo(Status.FINISHED);
    assertThat(after.lostAt()).isEmpty();
  }

  private static RunChange ended() {
    return new RunChange(Optional.of(Status.FINISHED), Optional.empty(), Optional.empty());
  }

  private static String endAndManifest(Fixture fixture, Consumer<Fixture> before) {
    before.accept(fixture);
    fixture.runs.update(ADA, fixture.run, ended());
    String json = fixture.store.ledger().head().orElseThrow().json();
    Matcher matcher = MANIFEST.matcher(json);
    assertThat(matcher.find()).as(json).isTrue();
    return matcher.group(1);
  }
}
