package dev.assay.core.verdict;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds a smallest set of differences that together cause an effect: the algorithm ddmin of Zeller
 * and Hildebrandt, "Simplifying and Isolating Failure-Inducing Input" (2002), on sets. The result
 * is 1-minimal: without any one of its members the effect is gone.
 */
public final class DeltaDebugging {
  private DeltaDebugging() {}

  /**
   * Minimises {@code differences}, which all together must show the effect.
   *
   * @param shows tells whether a set of them shows it; empty when it could not be tried (then it
   *     counts as not showing)
   * @param mayGoOn asked before each trial; when it says no, the smallest set found so far is the
   *     answer
   */
  public static <T> Result<T> minimise(
      List<T> differences, Trial<T> shows, Predicate<Integer> mayGoOn) {
    return new Search<>(shows, mayGoOn).run(new ArrayList<>(new LinkedHashSet<>(differences)));
  }

  /** Tries a set of differences. */
  @FunctionalInterface
  public interface Trial<T> {
    Optional<Boolean> shows(List<T> differences);
  }

  /**
   * What was found.
   *
   * @param isMinimal whether every smaller set was ruled out; not when the search had to stop
   */
  public record Result<T>(List<T> cause, boolean isMinimal, int trials) {
    public Result {
      cause = List.copyOf(cause);
    }
  }

  private static final class Search<T> {
    private final Trial<T> shows;
    private final Predicate<Integer> mayGoOn;
    private final Set<Set<T>> ruledOut = new LinkedHashSet<>();
    private int trials;
    private boolean stopped;

    Search(Trial<T> shows, Predicate<Integer> mayGoOn) {
      this.shows = shows;
      this.mayGoOn = mayGoOn;
    }

    Result<T> run(List<T> all) {
      List<T> cause = all;
      int parts = 2;
      while (cause.size() > 1 && !stopped) {
        List<List<T>> pieces = split(cause, Math.min(parts, cause.size()));
        Optional<List<T>> smaller = firstShowing(pieces);
        if (smaller.isPresent()) {
          cause = smaller.get();
          parts = 2;
          continue;
        }
        Optional<List<T>> complement =
            parts == 2 ? Optional.empty() : firstShowing(complements(cause, pieces));
        if (complement.isPresent()) {
          cause = complement.get();
          parts = Math.max(parts - 1, 2);
        } else if (parts >= cause.size()) {
          break;
        } else {
          parts = Math.min(cause.size(), 2 * parts);
        }
      }
      return new Result<>(cause, !stopped, trials);
    }

    private Optional<List<T>> firstShowing(List<List<T>> candidates) {
      for (List<T> candidate : candidates) {
        if (shows(candidate)) {
          return Optional.of(candidate);
        }
      }
      return Optional.empty();
    }

    private boolean shows(List<T> candidate) {
      if (stopped || ruledOut.contains(Set.copyOf(candidate))) {
        return false;
      }
      if (!mayGoOn.test(trials)) {
        stopped = true;
        return false;
      }
      trials++;
      boolean shown = shows.shows(candidate).orElse(false);
      if (!shown) {
        ruledOut.add(Set.copyOf(candidate));
      }
      return shown;
    }

    private static <T> List<List<T>> split(List<T> all, int parts) {
      List<List<T>> pieces = new ArrayList<>();
      for (int i = 0; i < parts; i++) {
        pieces.add(List.copyOf(all.subList(i * all.size() / parts, (i + 1) * all.size() / parts)));
      }
      return pieces;
    }

    private static <T> List<List<T>> complements(List<T> all, List<List<T>> pieces) {
      return pieces.stream()
          .map(piece -> all.stream().filter(item -> !piece.contains(item)).toList())
          .toList();
    }
  }
}
