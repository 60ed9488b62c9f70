package dev.assay.store.sql.metric;

import dev.assay.core.metric.Chunk;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.metric.PointOrder;
import dev.assay.core.metric.Points;
import dev.assay.store.sql.Session;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells points that a series holds already from new ones, for one request. */
final class Repeats {
  /** So many blocks of a series stay decoded, 24 kB each. */
  private static final int DECODED_MAX = 64;

  private final Session session;
  private final OpenRun run;
  private final Map<OpenSeries, Sealed> sealed = new HashMap<>();

  /** The blocks of a series, and the points of some. */
  private record Sealed(List<Chunk> chunks, Map<Integer, Points> decoded) {}

  Repeats(Session session, OpenRun run) {
    this.session = session;
    this.run = run;
  }

  boolean holds(OpenSeries series, MetricPoint point) throws SQLException {
    if (series.tally().isBeyond(point.step(), point.timeMillis())) {
      return false;
    }
    return series.open().holds(point.step(), point.timeMillis(), point.value())
        || (series.mayBeSealed(point.step(), point.timeMillis())
            && isSealed(sealed(series), point));
  }

  private Sealed sealed(OpenSeries series) throws SQLException {
    Sealed known = sealed.get(series);
    if (known == null) {
      known = new Sealed(BlockTable.chunks(session, run.row, series.current()), new HashMap<>());
      sealed.put(series, known);
    }
    return known;
  }

  private static boolean isSealed(Sealed sealed, MetricPoint point) {
    List<Chunk> chunks = sealed.chunks();
    for (int i = chunks.size() - 1; i >= 0; i--) {
      if (chunks.get(i).rollup().covers(point.step(), point.timeMillis())
          && contains(decoded(sealed, i), point)) {
        return true;
      }
    }
    return false;
  }

  private static Points decoded(Sealed sealed, int index) {
    if (sealed.decoded().size() == DECODED_MAX && !sealed.decoded().containsKey(index)) {
      sealed.decoded().clear();
    }
    return sealed.decoded().computeIfAbsent(index, i -> sealed.chunks().get(i).points().get());
  }

  /** Blocks stand in the order of time. */
  private static boolean contains(Points block, MetricPoint point) {
    Points sought =
        new Points(
            new long[] {point.step()},
            new long[] {point.timeMillis()},
            new double[] {point.value()});
    int low = 0;
    int high = block.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = PointOrder.TIME.compare(block, middle, sought, 0);
      if (order == 0) {
        return true;
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return false;
  }
}
