package dev.assay.repro.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.metric.Points;
import dev.assay.core.verdict.Tolerance;
import dev.assay.core.verdict.Verdict;
import dev.assay.repro.document.DocumentMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

final class ComparisonTest {
  @Test
  void callsTheSameIdentical() {
    VerdictReport report = compare(full("a"), full("b"));

    assertThat(report.verdict()).isEqualTo(Verdict.IDENTICAL);
    assertThat(report.reason())
        .isEqualTo("1 params, 1 metrics with 3 points and 2 files are the same");
    assertThat(report.departures()).isEmpty();
    assertThat(report.exitCode()).isZero();
  }

  @Test
  void namesTheFirstStepOfADeparture() {
    VerdictReport report =
        compare(
            RecordingBuilder.of("a").metric("loss", 1, 0.5, 0.25),
            RecordingBuilder.of("b").metric("loss", 1, 0.6, 0.25));

    assertThat(report.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(report.exitCode()).isEqualTo(3);
    assertThat(report.reason())
        .isEqualTo("metric loss: step 1: original 0.5, rerun 0.6 (off by 0.100, relative 0.167)");
    assertThat(report.departures().getFirst().step()).hasValue(1);
  }

  @Test
  void allowsTheToleranceOfTheMetric() {
    RecordingBuilder original = RecordingBuilder.of("a").metric("loss", 1.0).metric("acc", 1.0);
    RecordingBuilder rerun = RecordingBuilder.of("b").metric("loss", 1.01).metric("acc", 1.0);
    Terms terms =
        new Terms(Tolerances.parse(List.of("loss=abs:0.1", "exact")), List.of(), List.of());

    VerdictReport report = Comparison.of(original.build(), rerun.build(), terms);

    assertThat(report.verdict()).isEqualTo(Verdict.WITHIN_TOLERANCE);
    assertThat(report.departures()).hasSize(1);
    assertThat(report.exitCode()).isZero();
  }

  @Test
  void readsTolerances() {
    Tolerances read = Tolerances.parse(List.of("a=b=rel:1e-3,abs:2", "exact"));

    assertThat(read.of("a=b")).isEqualTo(new Tolerance(2, 1e-3));
    assertThat(read.of("other")).isEqualTo(Tolerance.EXACT);
  }

  @Test
  void callsNoiseWhatLiesWithinTheBandOfRepeats() {
    List<Recording> repeats =
        List.of(
            RecordingBuilder.of("c").metric("loss", 0.9).build(),
            RecordingBuilder.of("d").metric("loss", 1.1).build());

    VerdictReport report =
        Comparison.of(
            RecordingBuilder.of("a").metric("loss", 1.0).build(),
            RecordingBuilder.of("b").metric("loss", 1.05).build(),
            new Terms(Tolerances.DEFAULT, repeats, List.of()));

    assertThat(report.verdict()).isEqualTo(Verdict.WITHIN_NOISE);
  }

  @Test
  void doesNotCompareWhatFailed() {
    VerdictReport report =
        compare(full("a"), full("b").failed("ended with exit code 1: ValueError: no"));

    assertThat(report.verdict()).isEqualTo(Verdict.NOT_COMPARABLE);
    assertThat(report.exitCode()).isEqualTo(4);
    assertThat(report.reason())
        .isEqualTo("the rerun did not finish: it ended with exit code 1: ValueError: no");
  }

  @Test
  void doesNotCountMetricsOfTheMachine() {
    VerdictReport report =
        compare(full("a").metric("system/cpu", 1), full("b").metric("system/cpu", 2, 3));

    assertThat(report.verdict()).isEqualTo(Verdict.IDENTICAL);
    assertThat(report.rules()).extracting(VerdictReport.Rule::name).contains("system-metrics");
  }

  @Test
  void doesNotCountThePlaceOfTheFolderInAParam() {
    VerdictReport report =
        compare(
            RecordingBuilder.of("a").root("/old").param("out", "/old/x").metric("m", 1),
            RecordingBuilder.of("b").root("/new").param("out", "/new/x").metric("m", 1));

    assertThat(report.verdict()).isEqualTo(Verdict.IDENTICAL);
  }

  @Test
  void namesAParamThatDiffers() {
    VerdictReport report =
        compare(
            RecordingBuilder.of("a").param("lr", "1").metric("m", 1),
            RecordingBuilder.of("b").param("lr", "2").metric("m", 1));

    assertThat(report.reason()).isEqualTo("param lr: original '1', rerun '2'");
  }

  @Test
  void pairsNestedRunsByNameThenByOrder() {
    VerdictReport report =
        compare(
            RecordingBuilder.of("a").child("fold", 1).child("fold", 2).child("wise-bee-1", 3),
            RecordingBuilder.of("b").child("calm-ant-9", 3).child("fold", 1).child("fold", 2));

    assertThat(report.verdict()).isEqualTo(Verdict.IDENTICAL);
    assertThat(report.metrics()).hasSize(3);
  }

  @Test
  void namesARunThatIsMissing() {
    VerdictReport report =
        compare(
            RecordingBuilder.of("a").child("x", 1).child("y", 1),
            RecordingBuilder.of("b").child("x", 1));

    assertThat(report.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(report.reason()).isEqualTo("run y: only the original has it");
  }

  @Test
  void namesAFileThatDiffers() {
    VerdictReport report =
        compare(
            RecordingBuilder.of("a").written("model.pkl", "aaaa"),
            RecordingBuilder.of("b").written("model.pkl", "aaba"));

    assertThat(report.reason()).isEqualTo("file model.pkl: first differs at byte 2");
  }

  @Test
  void comparesTheConsoleWhenNothingElseWasRecorded() {
    VerdictReport same =
        compare(
            RecordingBuilder.of("a").root("/old/w").printed("out", "12:01:02 took 3.5 s in /old/w"),
            RecordingBuilder.of("b").root("/new").printed("out", "12:07:59 took 4.1 s in /new"));
    VerdictReport other =
        compare(
            RecordingBuilder.of("a").printed("out", "accuracy 0.91"),
            RecordingBuilder.of("b").printed("out", "accuracy 0.92"));

    assertThat(same.verdict()).isEqualTo(Verdict.IDENTICAL);
    assertThat(same.rules()).extracting(VerdictReport.Rule::name).containsExactly("console-text");
    assertThat(other.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(other.reason())
        .isEqualTo("console: line 1 of out: 'accuracy 0.91' and 'accuracy 0.92'");
  }

  @Test
  void hasNothingToSayWhenNothingWasLeft() {
    assertThat(compare(RecordingBuilder.of("a"), RecordingBuilder.of("b")).verdict())
        .isEqualTo(Verdict.NOT_COMPARABLE);
  }

  @Test
  void writesADocumentForScripts() {
    VerdictReport report =
        compare(
            RecordingBuilder.of("a").metric("loss", 1, Double.NaN),
            RecordingBuilder.of("b").metric("loss", 2, Double.NaN));

    JsonNode document = DocumentMapper.JSON.readTree(report.json());

    assertThat(document.path("verdict").asString()).isEqualTo("different");
    assertThat(document.path("departures").path(0).path("key").asString()).isEqualTo("loss");
    assertThat(document.path("departures").path(0).path("step").asInt(-1)).isZero();
    assertThat(document.path("departures").path(0).path("original").asString()).isEqualTo("1.0");
  }

  @Test
  void comparesAMillionPointsWithinTwoSeconds() {
    Recording original = large("a");
    Recording rerun = large("b");
    long start = System.nanoTime();

    VerdictReport report = Comparison.of(original, rerun, Terms.USUAL);

    assertThat((System.nanoTime() - start) / 1e9).isLessThan(2);
    assertThat(report.metrics().getFirst().points()).isEqualTo(1_000_000);
  }

  private static Recording large(String id) {
    long[] steps = LongStream.range(0, 1_000_000).toArray();
    double[] values = new Random(1).doubles(steps.length).toArray();
    RecordedRun run =
        new RecordedRun(
            id,
            "main",
            Optional.empty(),
            Map.of(),
            Map.of("loss", new Points(steps, steps, values)),
            List.of());
    return new Recording(id, id, Optional.empty(), List.of(run), List.of(), List.of(), List.of());
  }

  private static RecordingBuilder full(String id) {
    return RecordingBuilder.of(id)
        .param("lr", "0.1")
        .metric("loss", 1, 0.5, Double.NaN)
        .file("model/data", "x")
        .written("out.csv", "1,2");
  }

  private static VerdictReport compare(RecordingBuilder original, RecordingBuilder rerun) {
    return Comparison.of(original.build(), rerun.build(), Terms.USUAL);
  }
}
