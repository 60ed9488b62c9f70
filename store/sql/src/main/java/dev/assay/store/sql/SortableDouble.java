package dev.assay.store.sql;

import org.jspecify.annotations.Nullable;

/**
 * Doubles as integers in the same order, so that every database keeps them bit for bit (SQLite
 * loses the sign of -0.0 and the kind of NaN) and compares them the same. -0.0 comes just before
 * 0.0; NaN is NULL.
 */
public final class SortableDouble {
  private SortableDouble() {}

  /** The integer of a value; null for NaN. */
  public static @Nullable Long encode(double value) {
    return Double.isNaN(value) ? null : ordered(value);
  }

  /** The integer of a value that is not NaN. */
  public static long ordered(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits ^ (bits >> 63 & Long.MAX_VALUE);
  }

  /** The value of an integer; NaN for null. */
  public static double decode(@Nullable Long ordered) {
    return ordered == null ? Double.NaN : value(ordered);
  }

  /** The value of an integer. */
  public static double value(long ordered) {
    return Double.longBitsToDouble(ordered ^ (ordered >> 63 & Long.MAX_VALUE));
  }
}
