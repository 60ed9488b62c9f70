package dev.assay.core.memory;

import dev.assay.core.metric.MetricPoint;
import dev.assay.core.metric.PointBuffer;
import dev.assay.core.metric.Points;
import dev.assay.core.metric.SeriesTally;
import dev.assay.core.metric.Spot;
import dev.assay.core.metric.Summary;
import java.util.LinkedHashSet;
import java.util.Set;

/** The points of one series. Used only while the lock of its {@link UndoLog} is held. */
final class Series {
  /** Records of doubles are equal as points are: NaN to NaN, 0.0 not to -0.0. */
  private final Set<Spot> spots = new LinkedHashSet<>();

  private SeriesTally tally = new SeriesTally();

  /** Adds a point; false when it is there. */
  boolean add(MetricPoint point, UndoLog undoLog) {
    Spot spot = new Spot(point.step(), point.timeMillis(), canonical(point.value()));
    if (!spots.add(spot)) {
      return false;
    }
    SeriesTally before = tally;
    tally = before.copy();
    tally.add(spot.step(), spot.timeMillis(), spot.value());
    undoLog.onRollback(
        () -> {
          spots.remove(spot);
          tally = before;
        });
    return true;
  }

  private static double canonical(double value) {
    return Double.isNaN(value) ? Double.NaN : value;
  }

  Summary summary(String key) {
    return tally.summary(key);
  }

  /** All points, as they came. */
  Points points() {
    PointBuffer points = new PointBuffer(spots.size());
    for (Spot spot : spots) {
      points.add(spot.step(), spot.timeMillis(), spot.value());
    }
    return points.toPoints();
  }
}
