package dev.assay.repro.bisect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class CauseSearchTest {
  private final List<Set<Factor>> tried = new ArrayList<>();

  @Test
  void namesOneOfEightParametersWithinFourTrials() {
    List<Factor> eight = parameters(8);
    for (Factor cause : eight) {
      tried.clear();

      CauseSearch.Cause found = search(eight, Set.of(cause), 100);

      assertThat(found.factors()).containsExactly(cause);
      assertThat(found.isMinimal()).isTrue();
      assertThat(tried).hasSizeLessThanOrEqualTo(4);
    }
  }

  @Test
  void namesTwoThatInteract() {
    List<Factor> eight = parameters(8);
    Set<Factor> cause = Set.of(eight.get(1), eight.get(6));

    CauseSearch.Cause found = search(eight, cause, 100);

    assertThat(Set.copyOf(found.factors())).isEqualTo(cause);
    assertThat(found.isMinimal()).isTrue();
  }

  @Test
  void looksForTheGroupFirst() {
    List<Factor> all = new ArrayList<>(parameters(4));
    all.add(Factor.of(Factor.Kind.PACKAGE, "numpy", "1", "2"));
    all.add(Factor.of(Factor.Kind.PACKAGE, "pandas", "1", "2"));

    CauseSearch.Cause found = search(all, Set.of(all.getLast()), 100);

    assertThat(found.factors()).containsExactly(all.getLast());
    assertThat(tried.getFirst()).isEqualTo(Set.copyOf(parameters(4)));
    assertThat(tried).hasSizeLessThanOrEqualTo(4);
  }

  @Test
  void goesIntoTheHunksOfAFile() {
    Factor file = Factor.of(Factor.Kind.FILE, "m.py", "x", "y");
    Factor second = Factor.hunk("m.py", 1, "line 9");
    List<Factor> hunks = List.of(Factor.hunk("m.py", 0, "line 1"), second);
    CauseSearch search =
        new CauseSearch(
            mixture -> Optional.of(mixture.contains(file) || mixture.contains(second)), () -> true);

    CauseSearch.Cause found =
        search.find(
            List.of(file, Factor.of(Factor.Kind.FILE, "n.py", "x", "y")),
            factor -> factor.equals(file) ? hunks : List.of(factor));

    assertThat(found.factors()).containsExactly(second);
  }

  @Test
  void givesWhatItHasWhenItMustStop() {
    List<Factor> eight = parameters(8);

    CauseSearch.Cause found = search(eight, Set.of(eight.get(7)), 1);

    assertThat(found.isMinimal()).isFalse();
    assertThat(found.factors()).contains(eight.get(7));
  }

  @Test
  void findsAnyCauseAndTriesNothingTwice() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      tried.clear();
      List<Factor> all = parameters(1 + random.nextInt(20));
      Set<Factor> cause =
          IntStream.range(0, 1 + random.nextInt(3))
              .mapToObj(i -> all.get(random.nextInt(all.size())))
              .collect(Collectors.toSet());

      assertThat(Set.copyOf(search(all, cause, 10_000).factors()))
          .as("seed %d", seed)
          .isEqualTo(cause);
      assertThat(tried).as("seed %d", seed).doesNotHaveDuplicates();
    }
  }

  @Test
  void copesWithMixturesThatCannotBeTried() {
    List<Factor> four = parameters(4);
    CauseSearch search =
        new CauseSearch(
            mixture ->
                mixture.size() == 2 ? Optional.empty() : Optional.of(mixture.contains(four.get(3))),
            () -> true);

    assertThat(search.find(four, List::of).factors()).contains(four.get(3));
  }

  private CauseSearch.Cause search(List<Factor> all, Set<Factor> cause, int trialsMax) {
    CauseSearch search =
        new CauseSearch(
            mixture -> {
              tried.add(mixture);
              return Optional.of(mixture.containsAll(cause));
            },
            () -> tried.size() < trialsMax);
    return search.find(all, List::of);
  }

  private static List<Factor> parameters(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> Factor.of(Factor.Kind.PARAMETER, "p" + i, "1", "2"))
        .toList();
  }
}
