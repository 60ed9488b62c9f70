package dev.assay.store.sql.metric;

import java.util.Arrays;

/** Finds a point among the open points of a series, by hashing. For the writer's thread. */
final class PointIndex {
  private static final int SLOTS_MIN = 64;
  private static final int FREE = -1;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  private int[] slots = free(SLOTS_MIN);
  private int count;

  /** Takes in the points that came since the last call. */
  void follow(OpenPoints.View points) {
    if (points.size() * 2 > slots.length) {
      slots = free(Integer.highestOneBit(points.size()) * 4);
      count = 0;
    }
    while (count < points.size()) {
      insert(points, count++);
    }
  }

  private void insert(OpenPoints.View points, int index) {
    int slot = points.hash(index) & (slots.length - 1);
    while (slots[slot] != FREE) {
      slot = (slot + 1) & (slots.length - 1);
    }
    slots[slot] = index;
  }

  /** Whether one of the points taken in is this. */
  boolean holds(OpenPoints.View points, long step, long timeMillis, double value) {
    int slot = hash(step, timeMillis, value) & (slots.length - 1);
    while (slots[slot] != FREE) {
      if (points.is(slots[slot], step, timeMillis, value)) {
        return true;
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return false;
  }

  static int hash(long step, long timeMillis, double value) {
    long mixed = (step * MIX + timeMillis) * MIX + Double.doubleToLongBits(value);
    return (int) ((mixed * MIX) >>> 32);
  }

  private static int[] free(int length) {
    int[] slots = new int[length];
    Arrays.fill(slots, FREE);
    return slots;
  }
}
