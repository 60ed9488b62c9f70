package dev.assay.core.metric;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads parts of a series as one sequence in an order. A part is loaded when the sequence reaches
 * it and let go at its end; one that is passed over whole, with nothing interleaved, is never
 * loaded. For one thread.
 */
public final class PointMerge {
  private final PointOrder order;
  private final List<Chunk> parts;
  private final PriorityQueue<Open> open;
  private int next;

  /** Makes a sequence over parts, which may overlap. */
  public PointMerge(PointOrder order, List<Chunk> parts) {
    this.order = order;
    Comparator<Rollup> byBegin =
        Comparator.<Rollup>comparingLong(rollup -> rollup.least(order))
            .thenComparingLong(rollup -> rollup.least(order.other()));
    this.parts = parts.stream().sorted(Comparator.comparing(Chunk::rollup, byBegin)).toList();
    this.open = new PriorityQueue<>((a, b) -> order.compare(a.points, a.at, b.points, b.at));
  }

  /** Passes over points; answers how many, fewer only at the end. */
  public long skip(long count) {
    return advance(count, null);
  }

  /** Adds the next points to {@code out}; answers how many, fewer only at the end. */
  public long take(long count, PointBuffer out) {
    return advance(count, out);
  }

  private long advance(long count, @Nullable PointBuffer out) {
    long done = 0;
    while (done < count && (!open.isEmpty() || next < parts.size())) {
      if (open.isEmpty() && out == null && passesWhole(count - done)) {
        done += parts.get(next++).rollup().count();
        continue;
      }
      openReached();
      Open head = open.remove();
      int end = runEnd(head, count - done);
      if (out != null) {
        out.addAll(head.points, head.at, end);
      }
      done += end - head.at;
      head.at = end;
      if (end < head.points.size()) {
        open.add(head);
      }
    }
    return done;
  }

  private boolean passesWhole(long count) {
    return parts.get(next).rollup().count() <= count && endsBeforeNext(next);
  }

  /** Whether every point of a part is before every point of all parts after it. */
  private boolean endsBeforeNext(int index) {
    if (index + 1 >= parts.size()) {
      return true;
    }
    Rollup part = parts.get(index).rollup();
    Rollup after = parts.get(index + 1).rollup();
    return before(
        part.greatest(order),
        part.greatest(order.other()),
        after.least(order),
        after.least(order.other()));
  }

  private static boolean before(long leading, long following, long leading2, long following2) {
    return leading < leading2 || (leading == leading2 && following < following2);
  }

  /** Opens every part that may hold a point at or before the next one. */
  private void openReached() {
    while (next < parts.size()) {
      Open head = open.peek();
      if (head != null && beforeNextPart(head.points, head.at)) {
        return;
      }
      Points points = order.sorted(parts.get(next).points().get());
      open.add(new Open(points, endsBeforeNext(next)));
      next++;
    }
  }

  private boolean beforeNextPart(Points points, int at) {
    if (next >= parts.size()) {
      return true;
    }
    Rollup part = parts.get(next).rollup();
    return before(
        order.leading(points)[at],
        order.following(points)[at],
        part.least(order),
        part.least(order.other()));
  }

  /** Up to where the points of {@code head} come before all others. */
  private int runEnd(Open head, long count) {
    int limit = (int) Math.min(head.points.size(), head.at + count);
    Open other = open.peek();
    if (other == null && head.endsBeforeNext) {
      return limit;
    }
    int end = head.at + 1;
    while (end < limit
        && beforeNextPart(head.points, end)
        && (other == null || order.compare(head.points, end, other.points, other.at) <= 0)) {
      end++;
    }
    return end;
  }

  /** A loaded part and how far it was read. */
  private static final class Open {
    private final Points points;
    private final boolean endsBeforeNext;
    private int at;

    Open(Points points, boolean endsBeforeNext) {
      this.points = points;
      this.endsBeforeNext = endsBeforeNext;
    }
  }
}
