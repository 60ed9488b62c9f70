package dev.assay.core.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class DeltaDebuggingTest {
  private static final List<Integer> EIGHT = IntStream.rangeClosed(1, 8).boxed().toList();

  private static DeltaDebugging.Result<Integer> search(
      List<Integer> all, Set<Integer> cause, int trialsMax) {
    return DeltaDebugging.minimise(
        all, tried -> Optional.of(tried.containsAll(cause)), trials -> trials < trialsMax);
  }

  @Test
  void findsOneOfEightWithinSixTrials() {
    for (int cause : EIGHT) {
      DeltaDebugging.Result<Integer> found = search(EIGHT, Set.of(cause), 6);

      assertThat(found.cause()).containsExactly(cause);
      assertThat(found.isMinimal()).isTrue();
    }
  }

  @Test
  void findsTwoThatInteract() {
    assertThat(search(EIGHT, Set.of(2, 7), 100).cause()).containsExactlyInAnyOrder(2, 7);
  }

  @Test
  void findsAnyCauseAmongMany() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<Integer> all = IntStream.range(0, 1 + random.nextInt(40)).boxed().toList();
      Set<Integer> cause =
          IntStream.range(0, 1 + random.nextInt(4))
              .map(i -> random.nextInt(all.size()))
              .boxed()
              .collect(Collectors.toSet());

      assertThat(Set.copyOf(search(all, cause, 10_000).cause()))
          .as("seed %d", seed)
          .isEqualTo(cause);
    }
  }

  @Test
  void givesTheSmallestSetSoFarWhenItMustStop() {
    DeltaDebugging.Result<Integer> found = search(EIGHT, Set.of(8), 2);

    assertThat(found.trials()).isEqualTo(2);
    assertThat(found.isMinimal()).isFalse();
    assertThat(found.cause()).contains(8);
  }

  @Test
  void countsATrialThatCouldNotRunAsShowingNothing() {
    var found =
        DeltaDebugging.minimise(
            EIGHT,
            tried -> tried.size() == 1 ? Optional.<Boolean>empty() : Optional.of(tried.contains(3)),
            trials -> true);

    assertThat(found.cause()).hasSize(2).contains(3);
  }
}
