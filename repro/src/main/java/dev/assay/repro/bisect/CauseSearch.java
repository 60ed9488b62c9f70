package dev.assay.repro.bisect;

import dev.assay.core.verdict.DeltaDebugging;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Finds a smallest set of differences that shows a change. Most changes have one cause, so it first
 * goes down by halves on that assumption: when one half does not show the change, the other is
 * taken to, untried, and what is left at the end is tried. When that fails, or a mixture could not
 * be tried, delta debugging does the whole work. No mixture is tried twice.
 */
final class CauseSearch {
  private final Function<Set<Factor>, Optional<Boolean>> shows;
  private final BooleanSupplier mayGoOn;
  private final Map<Set<Factor>, Optional<Boolean>> known = new LinkedHashMap<>();
  private boolean stopped;

  /**
   * @param shows tries a mixture; empty when it gave nothing to judge
   * @param mayGoOn asked before each trial
   */
  CauseSearch(Function<Set<Factor>, Optional<Boolean>> shows, BooleanSupplier mayGoOn) {
    this.shows = shows;
    this.mayGoOn = mayGoOn;
  }

  /**
   * What was found.
   *
   * @param isMinimal whether every smaller set was ruled out
   */
  record Cause(List<Factor> factors, boolean isMinimal) {}

  /**
   * Searches groups first, then within the guilty ones, then within what is finer still.
   *
   * @param factors all together are known to show the change
   * @param finer what a factor consists of; itself when it cannot be split
   */
  Cause find(List<Factor> factors, Function<Factor, List<Factor>> finer) {
    known.put(Set.copyOf(factors), Optional.of(true));
    Map<Group, List<Factor>> byGroup = new LinkedHashMap<>();
    for (Group group : Group.values()) {
      List<Factor> members = factors.stream().filter(one -> one.group() == group).toList();
      if (!members.isEmpty()) {
        byGroup.put(group, members);
      }
    }
    List<Factor> guilty = flat(isolate(List.copyOf(byGroup.values())));
    List<Factor> single = flat(isolate(guilty.stream().map(List::of).toList()));
    List<List<Factor>> parts =
        single.stream().flatMap(one -> finer.apply(one).stream()).map(List::of).toList();
    if (parts.size() == single.size()) {
      return new Cause(single, !stopped);
    }
    known.put(Set.copyOf(flat(parts)), Optional.of(true));
    return new Cause(flat(isolate(parts)), !stopped);
  }

  /** A smallest selection of the pieces that shows the change. */
  private List<List<Factor>> isolate(List<List<Factor>> pieces) {
    if (pieces.size() <= 1 || stopped) {
      return pieces;
    }
    return byHalves(pieces)
        .orElseGet(() -> DeltaDebugging.minimise(pieces, this::tried, trials -> !stopped).cause());
  }

  private Optional<List<List<Factor>>> byHalves(List<List<Factor>> pieces) {
    List<List<Factor>> left = pieces;
    List<List<Factor>> shown = pieces;
    while (left.size() > 1) {
      List<List<Factor>> half = left.subList(0, left.size() / 2);
      Optional<Boolean> isShown = tried(half);
      if (isShown.isEmpty()) {
        return stopped ? Optional.of(List.copyOf(shown)) : Optional.empty();
      }
      left = isShown.get() ? half : left.subList(left.size() / 2, left.size());
      shown = isShown.get() ? half : shown;
    }
    boolean isCause = tried(left).orElse(false);
    return isCause || stopped ? Optional.of(List.copyOf(isCause ? left : shown)) : Optional.empty();
  }

  private Optional<Boolean> tried(List<List<Factor>> pieces) {
    Set<Factor> mixture = new LinkedHashSet<>(flat(pieces));
    Optional<Boolean> before = known.get(mixture);
    if (before != null) {
      return before;
    }
    if (stopped || !mayGoOn.getAsBoolean()) {
      stopped = true;
      return Optional.empty();
    }
    Optional<Boolean> shown = shows.apply(mixture);
    known.put(mixture, shown);
    return shown;
  }

  private static List<Factor> flat(List<List<Factor>> pieces) {
    List<Factor> all = new ArrayList<>();
    pieces.forEach(all::addAll);
    return all;
  }
}
