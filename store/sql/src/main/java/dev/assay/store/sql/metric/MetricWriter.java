package dev.assay.store.sql.metric;

import dev.assay.core.Digest;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.run.RunId;
import dev.assay.store.sql.Database;
import dev.assay.store.sql.Keys;
import dev.assay.store.sql.Session;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The changing half of the engine. Every request becomes one row of the write-ahead table, but for
 * the points of series that are sealed on the spot. For the writer's thread, inside a transaction.
 */
final class MetricWriter {
  /** A rewritten row holds about so many points; keeps any one row well below a megabyte. */
  private static final int ROW_POINTS_MAX = 32_768;

  /** When memory is short, this part of what it may hold is sealed at once. */
  private static final int RELIEF_PARTS = 16;

  private final Database database;
  private final Keys keys;
  private final OpenRuns runs;
  private final WalTable wal;

  MetricWriter(Database database, Keys keys, OpenRuns runs, WalTable wal) {
    this.database = database;
    this.keys = keys;
    this.runs = runs;
    this.wal = wal;
  }

  /** Adds the points that are new; answers how many. */
  int append(Session session, RunId id, List<MetricPoint> points) throws SQLException {
    RunRow row = RunRow.existing(session, id);
    if (points.isEmpty()) {
      return 0;
    }
    OpenRun run = runs.load(session, id, row.row());
    run.refuseWhenDamaged();
    Change change = new Change(database, runs, run);
    int added = add(session, change, points);
    if (added > 0) {
      write(session, row, change, full(change.touched()));
      relieve(session, run);
    }
    return added;
  }

  private int add(Session session, Change change, List<MetricPoint> points) throws SQLException {
    Repeats repeats = new Repeats(session, change.run());
    int added = 0;
    for (MetricPoint point : points) {
      OpenSeries series = series(session, change.run(), point.key());
      if (!repeats.holds(series, point)) {
        change.add(series, point);
        added++;
      }
    }
    return added;
  }

  private OpenSeries series(Session session, OpenRun run, String key) throws SQLException {
    OpenSeries known = run.series.get(key);
    if (known != null) {
      return known;
    }
    OpenSeries fresh = OpenSeries.empty(key, keys.id(session, key));
    runs.add(run, fresh);
    return fresh;
  }

  private List<OpenSeries> full(List<OpenSeries> touched) {
    return touched.stream()
        .filter(series -> series.open().size() >= runs.rules().sealAt(series.keyId))
        .toList();
  }

  /** Seals these of the series and makes the rest of the change durable. */
  private void write(Session session, RunRow row, Change change, List<OpenSeries> toSeal)
      throws SQLException {
    long number = wal.next();
    long sealed = 0;
    for (OpenSeries series : toSeal) {
      change.touch(series);
      sealed += series.open().size();
    }
    BlockTable.seal(session, row.row(), toSeal, number);
    runs.countOpen(change.run(), -sealed);
    writeAhead(session, change, number);
    SummaryTable.write(session, row, change.touched());
  }

  /** Keeps the rows of a run in proportion to its open points. */
  private void writeAhead(Session session, Change change, long number) throws SQLException {
    OpenRun run = change.run();
    WalRow.Writer fresh = new WalRow.Writer();
    for (OpenSeries.Mark mark : change.marks()) {
      OpenPoints.View open = mark.series().open().view();
      if (open.size() > mark.points().size()) {
        fresh.add(mark.series().keyId, open, mark.points().size());
      }
    }
    long all = run.walPoints + fresh.points();
    if (all > 0 && (run.openPoints == 0 || isOutgrown(run, all))) {
      rewrite(session, run);
    } else if (fresh.points() > 0) {
      wal.insert(session, number, run.row, fresh.toBytes());
      run.walPoints = all;
    }
  }

  private boolean isOutgrown(OpenRun run, long walPoints) {
    return walPoints > 2 * run.openPoints + runs.rules().walRestPoints();
  }

  /** Replaces the rows of a run by as few as hold its open points. */
  private void rewrite(Session session, OpenRun run) throws SQLException {
    if (run.walPoints > 0) {
      wal.delete(session, run.row);
    }
    run.walPoints = 0;
    WalRow.Writer row = new WalRow.Writer();
    for (OpenSeries series : run.series.values()) {
      if (series.open().size() > 0) {
        row.add(series.keyId, series.open().view(), 0);
      }
      if (row.points() >= ROW_POINTS_MAX) {
        insert(session, run, row);
        row = new WalRow.Writer();
      }
    }
    if (row.points() > 0) {
      insert(session, run, row);
    }
  }

  private void insert(Session session, OpenRun run, WalRow.Writer row) throws SQLException {
    wal.insert(session, wal.next(), run.row, row.toBytes());
    run.walPoints += row.points();
  }

  /** Makes room in memory when there is too much in it. */
  private void relieve(Session session, OpenRun writing) throws SQLException {
    Optional<OpenRun> heavy = runs.toRelieve(writing);
    if (heavy.isEmpty()) {
      return;
    }
    boolean idle = heavy.get() != writing && !runs.holdsTooManyPoints();
    long share = idle ? Long.MAX_VALUE : runs.rules().openPointsMax() / RELIEF_PARTS;
    seal(session, heavy.get(), largest(heavy.get(), share));
    if (idle) {
      runs.evictAfterCommit(heavy.get());
    }
  }

  /** The largest series of a run that together have so many open points. */
  private static List<OpenSeries> largest(OpenRun run, long points) {
    List<OpenSeries> largest = new ArrayList<>();
    long sum = 0;
    for (OpenSeries series : OpenRuns.open(run)) {
      if (sum >= points) {
        return largest;
      }
      largest.add(series);
      sum += series.open().size();
    }
    return largest;
  }

  private void seal(Session session, OpenRun run, List<OpenSeries> series) throws SQLException {
    if (series.isEmpty()) {
      return;
    }
    Optional<RunRow> row = RunRow.find(session, run.row);
    if (row.isPresent()) {
      write(session, row.get(), new Change(database, runs, run), series);
    }
  }

  /** Seals all that is open in a run; answers the digest over its blocks. */
  Digest seal(Session session, RunId id) throws SQLException {
    Optional<RunRow> row = RunRow.find(session, id);
    if (row.isEmpty()) {
      return BlockTable.manifest(List.of());
    }
    Optional<OpenRun> open = runs.find(id);
    if (open.isPresent()) {
      open.get().refuseWhenDamaged();
      seal(session, open.get(), OpenRuns.open(open.get()));
      runs.evictAfterCommit(open.get());
    }
    return BlockTable.manifest(session, row.get().row());
  }
}
