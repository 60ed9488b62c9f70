package dev.assay.store.sql.metric;

import dev.assay.core.run.RunId;
import dev.assay.store.sql.Database;
import dev.assay.store.sql.Session;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The runs whose series are in memory; every run with open points is. The writer's thread changes
 * it and sees its changes at once, others when they are committed.
 */
final class OpenRuns {
  private final Database database;
  private final SealRules rules;

  /** As the writer sees it, the run that was longest not written to first. */
  private final Map<RunId, OpenRun> runs = new LinkedHashMap<>(16, 0.75f, true);

  private final Map<RunId, OpenRun> published = new ConcurrentHashMap<>();
  private long openPoints;
  private long seriesCount;

  OpenRuns(Database database, SealRules rules) {
    this.database = database;
    this.rules = rules;
  }

  SealRules rules() {
    return rules;
  }

  /** The run as this thread may see it: the running transaction's changes or what is committed. */
  Optional<OpenRun> find(RunId run) {
    return Optional.ofNullable(database.inTransaction() ? runs.get(run) : published.get(run));
  }

  /** The run with all its series, read from the database when they are not in memory. */
  OpenRun load(Session session, RunId run, long row) throws SQLException {
    OpenRun known = runs.get(run);
    if (known != null) {
      return known;
    }
    OpenRun loaded = new OpenRun(run, row);
    SummaryTable.load(session, row).forEach(series -> loaded.series.put(series.key, series));
    put(loaded);
    database.afterRollback(() -> drop(loaded));
    database.afterCommit(() -> publish(loaded));
    return loaded;
  }

  /** Takes a run in when memory is rebuilt. */
  void recover(OpenRun run) {
    put(run);
    published.put(run.id, run);
  }

  /** Lets a run go whose rows are deleted in the running transaction. */
  void forget(RunId run) {
    OpenRun gone = runs.get(run);
    if (gone == null) {
      return;
    }
    drop(gone);
    database.afterRollback(() -> put(gone));
    database.afterCommit(() -> hide(gone));
  }

  /** Lets the run go after the commit, unless it has open points by then. */
  void evictAfterCommit(OpenRun run) {
    database.afterCommit(
        () -> {
          if (run.openPoints == 0 && runs.get(run.id) == run) {
            published.remove(run.id, run);
            drop(run);
          }
        });
  }

  private void publish(OpenRun run) {
    if (runs.get(run.id) == run) {
      published.put(run.id, run);
    }
  }

  private void hide(OpenRun run) {
    if (!Objects.equals(runs.get(run.id), run)) {
      published.remove(run.id, run);
    }
  }

  private void put(OpenRun run) {
    runs.put(run.id, run);
    openPoints += run.openPoints;
    seriesCount += run.series.size();
  }

  private void drop(OpenRun run) {
    runs.remove(run.id, run);
    openPoints -= run.openPoints;
    seriesCount -= run.series.size();
  }

  /** Adds a series that is new; it goes again when the transaction is undone. */
  void add(OpenRun run, OpenSeries series) {
    run.series.put(series.key, series);
    seriesCount++;
    database.afterRollback(
        () -> {
          run.series.remove(series.key);
          seriesCount--;
        });
  }

  void countOpen(OpenRun run, long more) {
    run.openPoints += more;
    openPoints += more;
  }

  /** The run that memory needs back most, if any: it holds too much, or stands idle. */
  Optional<OpenRun> toRelieve(OpenRun writing) {
    if (holdsTooManyPoints()) {
      return runs.values().stream().max(Comparator.comparingLong(run -> run.openPoints));
    }
    if (seriesCount > rules.seriesMax()) {
      return runs.values().stream().filter(run -> run != writing).findFirst();
    }
    return Optional.empty();
  }

  long openPoints() {
    return openPoints;
  }

  long seriesCount() {
    return seriesCount;
  }

  boolean holdsTooManyPoints() {
    return openPoints > rules.openPointsMax();
  }

  /** All series of a run that have open points, the largest first. */
  static List<OpenSeries> open(OpenRun run) {
    return run.series.values().stream()
        .filter(series -> series.open().size() > 0)
        .sorted(
            Comparator.comparingInt((OpenSeries series) -> series.open().size())
                .reversed()
                .thenComparingLong(series -> series.keyId))
        .toList();
  }
}
