package dev.assay.store.sql.metric;

import dev.assay.core.metric.Points;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Points of one series that are not in blocks yet, each once, in columns that grow. Entries below
 * the size of a published view are never written again, so readers need no lock. For the writer's
 * thread but for its views.
 */
final class OpenPoints {
  private static final int CAPACITY_MIN = 4;

  /** With more points than these a look-up hashes, below it scans. */
  private static final int SCANNED_MAX = 16;

  private View view = View.NONE;
  private @Nullable PointIndex index;

  /** The first {@code size} entries of growing columns. */
  @SuppressWarnings("ArrayRecordComponent") // columns, compared by nobody
  record View(long[] steps, long[] timesMillis, double[] values, int size) {
    static final View NONE = new View(new long[0], new long[0], new double[0], 0);

    Points points() {
      return from(0);
    }

    /** The points from an index on. */
    Points from(int begin) {
      return new Points(
          Arrays.copyOfRange(steps, begin, size),
          Arrays.copyOfRange(timesMillis, begin, size),
          Arrays.copyOfRange(values, begin, size));
    }

    boolean is(int i, long step, long timeMillis, double value) {
      return steps[i] == step
          && timesMillis[i] == timeMillis
          && Double.doubleToLongBits(values[i]) == Double.doubleToLongBits(value);
    }

    int hash(int i) {
      return PointIndex.hash(steps[i], timesMillis[i], values[i]);
    }

    private View grown() {
      int capacity = Math.max(CAPACITY_MIN, size + (size >> 1));
      return new View(
          Arrays.copyOf(steps, capacity),
          Arrays.copyOf(timesMillis, capacity),
          Arrays.copyOf(values, capacity),
          size);
    }
  }

  /** What there is now; stays as it is. */
  View view() {
    return view;
  }

  int size() {
    return view.size;
  }

  void add(long step, long timeMillis, double value) {
    View room = view.size == view.values.length ? view.grown() : view;
    int at = room.size;
    room.steps[at] = step;
    room.timesMillis[at] = timeMillis;
    room.values[at] = value;
    view = new View(room.steps, room.timesMillis, room.values, at + 1);
  }

  boolean holds(long step, long timeMillis, double value) {
    if (view.size <= SCANNED_MAX) {
      return scan(step, timeMillis, value);
    }
    if (index == null) {
      index = new PointIndex();
    }
    index.follow(view);
    return index.holds(view, step, timeMillis, value);
  }

  private boolean scan(long step, long timeMillis, double value) {
    for (int i = 0; i < view.size; i++) {
      if (view.is(i, step, timeMillis, value)) {
        return true;
      }
    }
    return false;
  }

  /** Goes back to an earlier view, or to none. */
  void restore(View earlier) {
    view = earlier;
    index = null;
  }
}
