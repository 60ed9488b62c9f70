package dev.assay.core.metric;

/** A point of a series that is known from where it stands. */
public record Spot(long step, long timeMillis, double value) {
  /** One point of some. */
  public static Spot of(Points points, int index) {
    return new Spot(points.steps()[index], points.timesMillis()[index], points.values()[index]);
  }
}
