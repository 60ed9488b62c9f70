package dev.assay.store.sql.metric;

import dev.assay.core.Digest;
import dev.assay.core.metric.Chunk;
import dev.assay.core.metric.Downsampled;
import dev.assay.core.metric.MetricPoint;
import dev.assay.core.metric.Metrics;
import dev.assay.core.metric.Points;
import dev.assay.core.metric.SeriesTally;
import dev.assay.core.metric.SeriesView;
import dev.assay.core.metric.SeriesWindow;
import dev.assay.core.metric.Summary;
import dev.assay.core.query.CodePointOrder;
import dev.assay.core.run.RunId;
import dev.assay.store.sql.Database;
import dev.assay.store.sql.Keys;
import dev.assay.store.sql.Session;
import dev.assay.store.sql.Work;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Metric series in a database. A series is read from its sealed blocks and, from memory, what is
 * not sealed yet; readers look at memory first, and then at no more blocks than it says, so that a
 * point which moves meanwhile is seen once. Thread-safe.
 */
public final class SqlMetrics implements Metrics {
  private static final String SUMMARIES =
      """
      SELECT k.name, s.tally FROM run r JOIN metric_summary s ON s.run_id = r.id
        JOIN key_name k ON k.id = s.key_id
      WHERE r.uid = ?""";
  private static final String SUMMARY = SUMMARIES + " AND k.name = ?";
  private static final String SERIES =
      """
      SELECT r.id, s.key_id, s.blocks FROM run r JOIN metric_summary s ON s.run_id = r.id
        JOIN key_name k ON k.id = s.key_id
      WHERE r.uid = ? AND k.name = ?""";

  private final Database database;
  private final OpenRuns runs;
  private final MetricWriter writer;

  private SqlMetrics(Database database, OpenRuns runs, MetricWriter writer) {
    this.database = database;
    this.runs = runs;
    this.writer = writer;
  }

  /** Opens the engine and rebuilds in memory what is not sealed. */
  public static SqlMetrics open(Database database, Keys keys) {
    return open(database, keys, SealRules.DEFAULT);
  }

  /** Opens the engine with rules of its own for sealing. */
  public static SqlMetrics open(Database database, Keys keys, SealRules rules) {
    OpenRuns runs = new OpenRuns(database, rules);
    WalTable wal = new WalTable();
    database.write(
        session -> {
          wal.start(session);
          Recovery.recover(session, runs);
          return Boolean.TRUE;
        });
    return new SqlMetrics(database, runs, new MetricWriter(database, keys, runs, wal));
  }

  @Override
  public int append(RunId run, List<MetricPoint> points) {
    return write(session -> writer.append(session, run, points));
  }

  @Override
  public Digest seal(RunId run) {
    return write(session -> writer.seal(session, run));
  }

  /**
   * Forgets the open series of a run whose row, and with it all its points, the running transaction
   * deletes.
   */
  public void forget(RunId run) {
    runs.forget(run);
  }

  /** How many points are in memory, for tests and measurements. */
  long openPoints() {
    return database.write(session -> runs.openPoints());
  }

  /** How many series are in memory, for tests and measurements. */
  long openSeries() {
    return database.write(session -> runs.seriesCount());
  }

  @Override
  public List<Summary> summaries(RunId run) {
    List<Summary> summaries =
        database.read(session -> session.list(SUMMARIES, SqlMetrics::summary, run.value()));
    return summaries.stream()
        .sorted(Comparator.comparing(Summary::key, CodePointOrder.BY_CODE_POINT))
        .toList();
  }

  @Override
  public Optional<Summary> summary(RunId run, String key) {
    return database.read(session -> session.first(SUMMARY, SqlMetrics::summary, run.value(), key));
  }

  private static Summary summary(ResultSet row) throws SQLException {
    return SeriesTally.decode(row.getBytes(2)).summary(row.getString(1));
  }

  @Override
  public Points history(RunId run, String key, long offset, int limit) {
    return view(run, key, view -> view.history(offset, limit));
  }

  @Override
  public Points sample(RunId run, String key, long fromStep, long toStep, int limit) {
    return view(run, key, view -> view.sample(fromStep, toStep, limit));
  }

  @Override
  public Downsampled downsample(RunId run, String key, SeriesWindow window) {
    return view(run, key, view -> view.downsample(window));
  }

  private <T> T view(RunId run, String key, Function<SeriesView, T> reading) {
    Optional<OpenRun> open = runs.find(run);
    if (open.isEmpty()) {
      return read(session -> reading.apply(sealed(session, run, key)));
    }
    open.get().refuseWhenDamaged();
    OpenSeries series = open.get().series.get(key);
    if (series == null) {
      return reading.apply(new SeriesView(List.of()));
    }
    OpenSeries.View view = database.inTransaction() ? series.current() : series.published();
    if (view.blocks() == 0) {
      return reading.apply(new SeriesView(chunks(List.of(), view)));
    }
    long row = open.get().row;
    return read(
        session ->
            reading.apply(new SeriesView(chunks(BlockTable.chunks(session, row, view), view))));
  }

  /** A series of a run that is not in memory: then all its points are in blocks. */
  private static SeriesView sealed(Session session, RunId run, String key) throws SQLException {
    record Found(long row, OpenSeries.View view) {}
    Optional<Found> found =
        session.first(
            SERIES,
            row ->
                new Found(
                    row.getLong(1),
                    new OpenSeries.View(row.getLong(2), row.getLong(3), OpenPoints.View.NONE)),
            run.value(),
            key);
    return new SeriesView(
        found.isEmpty()
            ? List.of()
            : BlockTable.chunks(session, found.get().row(), found.get().view()));
  }

  private static List<Chunk> chunks(List<Chunk> sealed, OpenSeries.View view) {
    if (view.open().size() == 0) {
      return sealed;
    }
    List<Chunk> chunks = new ArrayList<>(sealed);
    chunks.add(Chunk.of(view.open().points()));
    return chunks;
  }

  private <T> T read(Work<T> work) {
    return database.read(session -> unwrapped(session, work));
  }

  private <T> T write(Work<T> work) {
    return database.write(session -> unwrapped(session, work));
  }

  private static <T> T unwrapped(Session session, Work<T> work) throws SQLException {
    try {
      return work.on(session);
    } catch (BlockBodies.ReadFailure e) {
      throw e.sql();
    }
  }
}
