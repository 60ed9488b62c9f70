package dev.assay.store.sql.metric;

import dev.assay.core.metric.SeriesTally;
import org.jspecify.annotations.Nullable;

/**
 * One series of a run that is in memory. The writer's thread changes it; {@link #published} is what
 * readers see, and holds for ever together with the blocks it counts, since blocks never change.
 */
final class OpenSeries {
  final String key;
  final long keyId;

  private final OpenPoints points = new OpenPoints();
  private SeriesTally tally;
  private long blocks;
  private long sealedWal;
  private Reach sealedReach = Reach.NONE;
  private boolean stored;
  private @Nullable Change touchedBy;
  private volatile View published;

  /** A series as one reader sees it: so many sealed blocks and these open points. */
  record View(long keyId, long blocks, OpenPoints.View open) {}

  /** Bounds of the sealed points: none has a greater step, none a greater time. */
  record Reach(long step, long timeMillis) {
    static final Reach NONE = new Reach(Long.MIN_VALUE, Long.MIN_VALUE);
  }

  /** All that a change may have to bring back. */
  record Mark(
      OpenSeries series,
      OpenPoints.View points,
      SeriesTally tally,
      long blocks,
      long sealedWal,
      Reach sealedReach,
      boolean stored) {
    void restore() {
      series.points.restore(points);
      series.tally = tally;
      series.blocks = blocks;
      series.sealedWal = sealedWal;
      series.sealedReach = sealedReach;
      series.stored = stored;
      series.touchedBy = null;
    }
  }

  private OpenSeries(String key, long keyId, SeriesTally tally) {
    this.key = key;
    this.keyId = keyId;
    this.tally = tally;
    this.published = new View(keyId, 0, OpenPoints.View.NONE);
  }

  /** A series that is new. */
  static OpenSeries empty(String key, long keyId) {
    return new OpenSeries(key, keyId, new SeriesTally());
  }

  /** A series as the database knows it, without open points. */
  static OpenSeries stored(String key, long keyId, SeriesTally tally, long blocks, long sealedWal) {
    OpenSeries series = new OpenSeries(key, keyId, tally);
    series.blocks = blocks;
    series.sealedWal = sealedWal;
    series.sealedReach = blocks == 0 ? Reach.NONE : series.reach();
    series.stored = true;
    series.publish();
    return series;
  }

  /** Notes who changes it; true the first time. */
  boolean touch(Change change) {
    boolean first = touchedBy != change;
    touchedBy = change;
    return first;
  }

  Mark mark() {
    return new Mark(this, points.view(), tally.copy(), blocks, sealedWal, sealedReach, stored);
  }

  /** Adds a point that is new, and counts it. */
  void add(long step, long timeMillis, double value) {
    points.add(step, timeMillis, value);
    tally.add(step, timeMillis, value);
  }

  /** Adds a point that is counted already, when memory is rebuilt. */
  void recover(long step, long timeMillis, double value) {
    points.add(step, timeMillis, value);
  }

  /** Its open points went to this many more blocks; rows up to this one hold none that is open. */
  void sealed(int moreBlocks, long wal) {
    points.restore(OpenPoints.View.NONE);
    blocks += moreBlocks;
    sealedWal = wal;
    sealedReach = reach();
  }

  private Reach reach() {
    return new Reach(tally.last().step(), tally.maxTimeMillis());
  }

  /** Whether a sealed block may hold such a point. */
  boolean mayBeSealed(long step, long timeMillis) {
    return blocks > 0 && step <= sealedReach.step() && timeMillis <= sealedReach.timeMillis();
  }

  /** The database has its summary now. */
  void isStored() {
    stored = true;
  }

  boolean stored() {
    return stored;
  }

  OpenPoints open() {
    return points;
  }

  SeriesTally tally() {
    return tally;
  }

  long blocks() {
    return blocks;
  }

  long sealedWal() {
    return sealedWal;
  }

  /** What the running transaction sees. */
  View current() {
    return new View(keyId, blocks, points.view());
  }

  /** What everybody sees. */
  View published() {
    return published;
  }

  void publish() {
    published = current();
  }
}
