package dev.assay.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.assay.core.metric.Points;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SeriesComparisonTest {
  private static Points series(double... values) {
    return new Points(
        LongStream.range(0, values.length).toArray(),
        LongStream.range(0, values.length).map(i -> 1000 + i).toArray(),
        values);
  }

  private static SeriesComparison compare(Points original, Points rerun) {
    return SeriesComparison.of("m", original, rerun, Tolerance.DEFAULT, List.of());
  }

  @Test
  void callsTheSameValuesIdenticalWhateverTheTimes() {
    Points later =
        new Points(new long[] {0, 1}, new long[] {90_000, 91_000}, new double[] {1, Double.NaN});

    assertThat(compare(series(1, Double.NaN), later))
        .isEqualTo(new SeriesComparison("m", Verdict.IDENTICAL, 2, 0, Optional.empty()));
  }

  @Test
  void namesTheFirstStepBeyondTheTolerance() {
    SeriesComparison found = compare(series(1, 2, 3), series(1, 2 + 1e-9, 3.5));

    assertThat(found.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(found.first())
        .contains(new Departure(2, OptionalDouble.of(3), OptionalDouble.of(3.5)));
    assertThat(found.distanceMax()).isEqualTo(0.5);
  }

  @Test
  void acceptsWhatTheToleranceCoversAndNamesWhereItStarts() {
    SeriesComparison found = compare(series(1, 2), series(1, 2 + 1e-9));

    assertThat(found.verdict()).isEqualTo(Verdict.WITHIN_TOLERANCE);
    assertThat(found.first().orElseThrow().step()).isEqualTo(1);
  }

  @Test
  void takesAMissingOrAddedPointForADifference() {
    assertThat(compare(series(1, 2), series(1)).first())
        .contains(new Departure(1, OptionalDouble.of(2), OptionalDouble.empty()));
    assertThat(compare(series(1), series(1, 2)).first())
        .contains(new Departure(1, OptionalDouble.empty(), OptionalDouble.of(2)));
  }

  @Test
  void takesNanAgainstANumberForAnInfiniteDifference() {
    SeriesComparison found = compare(series(1, 2), series(1, Double.NaN));

    assertThat(found.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(found.distanceMax()).isInfinite();
  }

  @Test
  void comparesPointsThatWereLoggedOutOfOrder() {
    Points shuffled =
        new Points(new long[] {2, 0, 1}, new long[] {1, 2, 3}, new double[] {3, 1, 2});

    assertThat(compare(series(1, 2, 3), shuffled).verdict()).isEqualTo(Verdict.IDENTICAL);
  }

  @Test
  void findsARerunWithinTheNoiseThatRepeatsShow() {
    List<Points> repeats = List.of(series(1.0, 2.1), series(1.2, 1.9));

    assertThat(
            SeriesComparison.of("m", series(1.1, 2), series(1.15, 2.15), Tolerance.EXACT, repeats)
                .verdict())
        .isEqualTo(Verdict.WITHIN_NOISE);
    assertThat(
            SeriesComparison.of("m", series(1.1, 2), series(1.15, 2.5), Tolerance.EXACT, repeats)
                .first())
        .contains(new Departure(1, OptionalDouble.of(2), OptionalDouble.of(2.5)));
  }
}
