package dev.assay.store.sql.metric;

import dev.assay.core.metric.MetricPoint;
import dev.assay.store.sql.Database;
import java.util.ArrayList;
import java.util.List;

/**
 * What one transaction does to a run in memory: shown to readers when it is committed, taken back
 * when it is undone. For the writer's thread.
 */
final class Change {
  private final OpenRuns runs;
  private final OpenRun run;
  private final long openBefore;
  private final long walBefore;
  private final List<OpenSeries.Mark> marks = new ArrayList<>();

  Change(Database database, OpenRuns runs, OpenRun run) {
    this.runs = runs;
    this.run = run;
    this.openBefore = run.openPoints;
    this.walBefore = run.walPoints;
    database.afterCommit(this::publish);
    database.afterRollback(this::undo);
  }

  OpenRun run() {
    return run;
  }

  /** Adds a point that is new. */
  void add(OpenSeries series, MetricPoint point) {
    touch(series);
    series.add(point.step(), point.timeMillis(), point.value());
    runs.countOpen(run, 1);
  }

  /** Has to be called before a series is changed. */
  void touch(OpenSeries series) {
    if (series.touch(this)) {
      marks.add(series.mark());
    }
  }

  /** The changed series, each as it was before. */
  List<OpenSeries.Mark> marks() {
    return marks;
  }

  List<OpenSeries> touched() {
    return marks.stream().map(OpenSeries.Mark::series).toList();
  }

  private void publish() {
    marks.forEach(mark -> mark.series().publish());
  }

  private void undo() {
    marks.forEach(OpenSeries.Mark::restore);
    runs.countOpen(run, openBefore - run.openPoints);
    run.walPoints = walBefore;
  }
}
